using GlobalLb.Dns.Records.Fields;

namespace GlobalLb.Dns.Records;

/// <summary>An authoritative name server (RFC 1035 §3.3.11).</summary>
internal static class NsRecord
{
    /// <summary>One name, whose addresses are glue.</summary>
    public static RecordForm Form { get; } = new(RecordType.NS, "ns1.example.com.", new NameField("name server")) { TargetOffset = 0 };
}
