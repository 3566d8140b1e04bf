using GlobalLb.Dns.Records.Fields;

namespace GlobalLb.Dns.Records;

/// <summary>Who may send mail, as text strings (RFC 7208 §3.1); obsolete, a TXT record says the same.</summary>
internal static class SpfRecord
{
    /// <summary>One or more strings.</summary>
    public static RecordForm Form { get; } = new(RecordType.SPF, "\"v=spf1 -all\"", new StringsField());
}
