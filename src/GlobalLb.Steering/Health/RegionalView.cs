using System.Collections.Frozen;
using System.Text.Json.Serialization;
using GlobalLb.Steering.Configuration;

namespace GlobalLb.Steering.Health;

/// <summary>What the vantages of one region find down that all vantages together do not: it counts for clients near them first.</summary>
/// <param name="Region">The region that the vantages stand in or near.</param>
/// <param name="Down">The endpoints that are down for them, by code.</param>
public sealed record RegionalView(
    RegionCode Region, [property: JsonConverter(typeof(EndpointHealthConverter))] FrozenDictionary<EndpointCode, EndpointHealth> Down)
{
    /// <summary>Whether another says the same.</summary>
    public bool SaysTheSameAs(RegionalView other) =>
        Region == other.Region && Down.Count == other.Down.Count && Down.All(pair => other.Down.TryGetValue(pair.Key, out var known) && known == pair.Value);
}
