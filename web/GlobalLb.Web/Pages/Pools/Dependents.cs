using System.Collections.Frozen;
using System.Collections.Immutable;
using GlobalLb.Steering.Configuration;

namespace GlobalLb.Web.Pages.Pools;

/// <summary>What depends on what, from the other end.</summary>
internal static class Dependents
{
    /// <summary>By endpoint: the endpoints that are down while it is.</summary>
    public static FrozenDictionary<EndpointCode, ImmutableArray<EndpointCode>> Of(ConfigurationDocument document) => document.Pools
        .SelectMany(pool => pool.Endpoints)
        .SelectMany(endpoint => endpoint.DependsOn, (endpoint, needed) => (Needed: needed, endpoint.Code))
        .GroupBy(pair => pair.Needed, pair => pair.Code)
        .ToFrozenDictionary(needed => needed.Key, needed => needed.ToImmutableArray());
}
