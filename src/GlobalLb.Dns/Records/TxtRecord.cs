using GlobalLb.Dns.Records.Fields;

namespace GlobalLb.Dns.Records;

/// <summary>Text strings (RFC 1035 §3.3.14).</summary>
internal static class TxtRecord
{
    /// <summary>One or more strings.</summary>
    public static RecordForm Form { get; } = new(RecordType.TXT, "\"v=spf1 -all\"", new StringsField());
}
