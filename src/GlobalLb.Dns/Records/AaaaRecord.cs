using GlobalLb.Dns.Records.Fields;

namespace GlobalLb.Dns.Records;

/// <summary>An IPv6 address (RFC 3596 §2.2).</summary>
internal static class AaaaRecord
{
    /// <summary>One address.</summary>
    public static RecordForm Form { get; } = new(RecordType.AAAA, "2001:db8::1", new AddressField(System.Net.Sockets.AddressFamily.InterNetworkV6));
}
