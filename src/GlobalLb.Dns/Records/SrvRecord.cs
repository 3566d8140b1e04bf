using GlobalLb.Dns.Records.Fields;

namespace GlobalLb.Dns.Records;

/// <summary>The location of a service (RFC 2782).</summary>
internal static class SrvRecord
{
    /// <summary>Priority, weight and port, then a name.</summary>
    public static RecordForm Form { get; } = new(
        RecordType.SRV,
        "10 60 443 www.example.com.",
        new NumberField("priority", 2),
        new NumberField("weight", 2),
        new NumberField("port", 2),
        new NameField("target"))
    {
        TargetOffset = 6,
    };
}
