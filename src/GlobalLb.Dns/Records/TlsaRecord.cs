using GlobalLb.Dns.Records.Fields;

namespace GlobalLb.Dns.Records;

/// <summary>What certificate a TLS server shows (RFC 6698 §2.1).</summary>
internal static class TlsaRecord
{
    /// <summary>Usage, selector, matching type, then the certificate or its digest.</summary>
    public static RecordForm Form { get; } = new(
        RecordType.TLSA,
        "3 1 1 D2ABDE240D7CD3EE6B4B28C54DF034B97983A1D16E8A410E4561CB106618E971",
        new NumberField("usage", 1),
        new NumberField("selector", 1),
        new DigestField(new NumberField("matching type", 1), "certificate association", (1, 32), (2, 64)));
}
