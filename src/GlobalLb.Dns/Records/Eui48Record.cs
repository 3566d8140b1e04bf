using GlobalLb.Dns.Records.Fields;

namespace GlobalLb.Dns.Records;

/// <summary>A 48-bit hardware address (RFC 7043 §3).</summary>
internal static class Eui48Record
{
    /// <summary>Six octets.</summary>
    public static RecordForm Form { get; } = new(RecordType.EUI48, "00-00-5e-00-53-2a", new HardwareAddressField(6));
}
