using GlobalLb.Dns.Names;

namespace GlobalLb.Steering.Configuration;

/// <summary>An owner name whose A and AAAA answers a policy decides per client.</summary>
public sealed record SteeredName
{
    /// <summary>The owner, absolute; below the zone's apex or the apex itself.</summary>
    public required DomainName Name { get; init; }

    /// <summary>Seconds a resolver may keep an answer, 1 to 86 400; adds to the time clients take to follow a failover.</summary>
    public uint Ttl { get; init; } = 30;

    /// <summary>What decides.</summary>
    public required PolicyNode Policy { get; init; }

    /// <summary>What is answered when the policy finds nothing available.</summary>
    public Fallback Fallback { get; init; } = Fallback.PreferredPool;
}
