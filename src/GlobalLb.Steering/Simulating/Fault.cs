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

    /// <summary>Finds what codes stand for: a region, else a pool, else an endpoint.</summary>
    /// <param name="codes">As a person wrote them.</param>
    /// <param name="document">Where they are looked up.</param>
    /// <param name="problems">One sentence for each code that stands for nothing: a fault that hits nothing would prove nothing.</param>
    public static Fault Of(IEnumerable<string> codes, ConfigurationDocument document, out IReadOnlyList<string> problems)
    {
        var (fault, unknown) = (new Fault(), new List<string>());
        foreach (var code in codes)
        {
            if (document.FindRegion(new RegionCode(code)) is { } region) fault = fault with { Regions = fault.Regions.Add(region.Code) };
            else if (document.FindPool(new PoolCode(code)) is { } pool) fault = fault with { Pools = fault.Pools.Add(pool.Code) };
            else if (document.Pools.SelectMany(each => each.Endpoints).FirstOrDefault(each => each.Code.Value == code) is { } endpoint)
                fault = fault with { Endpoints = fault.Endpoints.Add(endpoint.Code) };
            else unknown.Add($"'{code}' is no region, pool or endpoint; the regions are {string.Join(", ", document.Regions.Select(each => each.Code))}");
        }

        problems = unknown;
        return fault;
    }

    /// <summary>Whether an endpoint is hit.</summary>
    public bool Hits(CompiledEndpoint endpoint) =>
        Regions.Contains(endpoint.Region.Code) || Pools.Contains(endpoint.Pool.Code) || Endpoints.Contains(endpoint.Endpoint.Code);
}
