using GlobalLb.Dns.Records.Fields;

namespace GlobalLb.Dns.Records;

/// <summary>An IPv4 address (RFC 1035 §3.4.1).</summary>
internal static class ARecord
{
    /// <summary>One address.</summary>
    public static RecordForm Form { get; } = new(RecordType.A, "192.0.2.1", new AddressField(System.Net.Sockets.AddressFamily.InterNetwork));
}
