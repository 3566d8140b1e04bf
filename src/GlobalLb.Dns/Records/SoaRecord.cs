using GlobalLb.Dns.Records.Fields;

namespace GlobalLb.Dns.Records;

/// <summary>Start of a zone of authority (RFC 1035 §3.3.13).</summary>
internal static class SoaRecord
{
    /// <summary>Two names, the serial, and four periods.</summary>
    public static RecordForm Form { get; } = new(
        RecordType.SOA,
        "ns1.example.com. hostmaster.example.com. 2024010101 7200 900 1209600 300",
        new NameField("primary server"),
        new NameField("mailbox"),
        new NumberField("serial", 4),
        new PeriodField("refresh"),
        new PeriodField("retry"),
        new PeriodField("expire"),
        new PeriodField("minimum"));
}
