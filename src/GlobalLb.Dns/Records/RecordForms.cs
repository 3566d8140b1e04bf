using System.Collections.Frozen;

namespace GlobalLb.Dns.Records;

/// <summary>The types of records whose data we understand; every other type is octets (RFC 3597).</summary>
internal static class RecordForms
{
    private static readonly FrozenDictionary<RecordType, RecordForm> ByType = new[]
    {
        ARecord.Form, AaaaRecord.Form, AfsdbRecord.Form, AliasRecord.Form, AplRecord.Form, CaaRecord.Form, CdnskeyRecord.Form,
        CdsRecord.Form, CertRecord.Form, CnameRecord.Form, CsyncRecord.Form, DlvRecord.Form, DnameRecord.Form, DnskeyRecord.Form, DsRecord.Form,
        Eui48Record.Form, Eui64Record.Form, HinfoRecord.Form, HttpsRecord.Form, KxRecord.Form, LocRecord.Form, MxRecord.Form,
        NaptrRecord.Form, NsRecord.Form, OpenpgpkeyRecord.Form, PtrRecord.Form, RpRecord.Form, SmimeaRecord.Form, SoaRecord.Form,
        SpfRecord.Form, SrvRecord.Form, SshfpRecord.Form, SvcbRecord.Form, TlsaRecord.Form, TxtRecord.Form, UriRecord.Form,
    }.ToFrozenDictionary(form => form.Type);

    /// <summary>All forms, in no order.</summary>
    public static IEnumerable<RecordForm> All => ByType.Values;

    /// <summary>The form of a type; null when we do not know the type.</summary>
    public static RecordForm? Find(RecordType type) => ByType.GetValueOrDefault(type);
}
