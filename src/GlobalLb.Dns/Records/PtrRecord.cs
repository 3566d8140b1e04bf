using GlobalLb.Dns.Records.Fields;

namespace GlobalLb.Dns.Records;

/// <summary>A domain name pointer (RFC 1035 §3.3.12).</summary>
internal static class PtrRecord
{
    /// <summary>One name.</summary>
    public static RecordForm Form { get; } = new(RecordType.PTR, "host.example.com.", new NameField("name"));
}
