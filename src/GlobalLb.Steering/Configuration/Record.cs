using GlobalLb.Dns.Names;
using GlobalLb.Dns.Records;

namespace GlobalLb.Steering.Configuration;

/// <summary>One ordinary DNS record.</summary>
public sealed record Record
{
    /// <summary>The owner, absolute; at or below the zone's apex.</summary>
    public required DomainName Name { get; init; }

    /// <summary>The type; SOA is the zone's own affair.</summary>
    public required RecordType Type { get; init; }

    /// <summary>Seconds a resolver may keep it, 0 to 2 147 483 647 (RFC 2181 §8).</summary>
    public uint Ttl { get; init; } = 3600;

    /// <summary>The data as a master file writes it (RFC 1035 §5.1); relative names are completed with the zone's apex.</summary>
    public required string Value { get; init; }
}
