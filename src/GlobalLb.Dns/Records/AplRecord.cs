using GlobalLb.Dns.Records.Fields;

namespace GlobalLb.Dns.Records;

/// <summary>Lists of address prefixes (RFC 3123).</summary>
internal static class AplRecord
{
    /// <summary>Any number of prefixes.</summary>
    public static RecordForm Form { get; } = new(RecordType.APL, "1:192.0.2.0/24 !1:192.0.2.64/28 2:2001:db8::/32", new PrefixesField());
}
