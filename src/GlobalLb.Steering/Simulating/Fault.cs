using System.Collections.Immutable;
using GlobalLb.Steering.Configuration;
using GlobalLb.Steering.Snapshots;

namespace GlobalLb.Steering.Simulating;

/// <summary>What is imagined to be down.</summary>
public sealed record Fault
{
    /// <summary>Whole regions.</summary>
    public ImmutableArray<RegionCode> Regions { get; init; } = [];

    /// <summary>Whole pools.</summary>
    public ImmutableArray<PoolCode> Pools { get; init; } = [];

    /// <summary>Single endpoints.</summary>
    public ImmutableArray<EndpointCode> Endpoints { get; init; } = [];

    /// <summary>What is written here but not configured, as sentences; a fault that hits nothing would prove nothing.</summary>
    public IEnumerable<string> FindUnknown(ConfigurationDocument document)
    {
        foreach (var region in Regions.Where(code => document.FindRegion(code) is null))
            yield return $"there is no region '{region}'; there are {string.Join(", ", document.Regions.Select(known => known.Code))}";
        foreach (var pool in Pools.Where(code => document.FindPool(code) is null))
            yield return $"there is no pool '{pool}'; there are {string.Join(", ", document.Pools.Select(known => known.Code))}";
        foreach (var endpoint in Endpoints.Where(code => !document.Pools.SelectMany(pool => pool.Endpoints).Any(known => known.Code == code)))
            yield return $"there is no endpoint '{endpoint}'";
    }

    /// <summary>Whether an endpoint is hit.</summary>
    public bool Hits(CompiledEndpoint endpoint) =>
        Regions.Contains(endpoint.Region.Code) || Pools.Contains(endpoint.Pool.Code) || Endpoints.Contains(endpoint.Endpoint.Code);
}
