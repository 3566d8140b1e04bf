using System.Collections.Immutable;
using GlobalLb.Dns.Names;

namespace GlobalLb.Steering.Configuration;

/// <summary>An owner name whose answers a policy decides per client: A and AAAA, and what its leaves of records hold.</summary>
public sealed record SteeredName
{
    /// <summary>The owner, absolute; below the zone's apex or the apex itself.</summary>
    public required DomainName Name { get; init; }

    /// <summary>Seconds a resolver may keep an answer, 1 to 86 400; adds to the time clients take to follow a failover.</summary>
    public uint Ttl { get; init; } = 30;

    /// <summary>A TTL that follows how calm things are; null: always <see cref="Ttl"/>.</summary>
    public TtlRange? TtlRange { get; init; }

    /// <summary>What decides.</summary>
    public required PolicyNode Policy { get; init; }

    /// <summary>What is answered when the policy finds nothing available.</summary>
    public Fallback Fallback { get; init; } = Fallback.PreferredPool;

    /// <summary>What the fallback <see cref="Fallback.Static"/> answers.</summary>
    public ImmutableArray<StaticRecord> FallbackRecords { get; init; } = [];

    /// <summary>How HTTPS is answered, made of the policy; null: as records say, or not at all.</summary>
    public ServiceBinding? Https { get; init; }

    /// <summary>How SVCB is answered, made of the policy; null: as records say, or not at all.</summary>
    public ServiceBinding? Svcb { get; init; }
}
