using GlobalLb.Dns.Records.Fields;

namespace GlobalLb.Dns.Records;

/// <summary>A 64-bit hardware address (RFC 7043 §4).</summary>
internal static class Eui64Record
{
    /// <summary>Eight octets.</summary>
    public static RecordForm Form { get; } = new(RecordType.EUI64, "00-00-5e-ef-10-00-00-2a", new HardwareAddressField(8));
}
