using System.Collections.Frozen;

namespace GlobalLb.Dns.Records;

/// <summary>The types of records whose data we understand; every other type is octets (RFC 3597).</summary>
internal static class RecordForms
{
    private static readonly FrozenDictionary<RecordType, RecordForm> ByType = new[]
    {
        ARecord.Form, AaaaRecord.Form, NsRecord.Form, CnameRecord.Form, PtrRecord.Form, SoaRecord.Form, MxRecord.Form,
        TxtRecord.Form, SrvRecord.Form, CaaRecord.Form, AliasRecord.Form,
    }.ToFrozenDictionary(form => form.Type);

    /// <summary>The form of a type; null when we do not know the type.</summary>
    public static RecordForm? Find(RecordType type) => ByType.GetValueOrDefault(type);
}
