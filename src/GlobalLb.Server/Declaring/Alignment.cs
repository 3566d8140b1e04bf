using System.Collections.Immutable;
using GlobalLb.Steering.Configuration;

namespace GlobalLb.Server.Declaring;

/// <summary>
/// The order of what a document lists says nothing, from regions to expectations: what is known keeps its place, so that dividing
/// a configuration into files, or moving a thing within one, is no change.
/// </summary>
internal static class Alignment
{
    /// <summary>A configuration with the order of another.</summary>
    public static ConfigurationDocument Align(ConfigurationDocument written, ConfigurationDocument before) => written with
    {
        Regions = Align(written.Regions, before.Regions, region => region.Code),
        Pools = Align(written.Pools, before.Pools, pool => pool.Code),
        Zones = Align(written.Zones, before.Zones, zone => zone.Name),
        Policies = Align(written.Policies, before.Policies, policy => policy.Name),
        Places = Align(written.Places, before.Places, place => place.Prefix),
        ExplainTo = Align(written.ExplainTo, before.ExplainTo, prefix => prefix),
        Latencies = Align(written.Latencies, before.Latencies, latency => (latency.Place, latency.Region)),
        Expectations = Align(written.Expectations, before.Expectations, expectation => $"{expectation}"),
        Vantages = Align(written.Vantages, before.Vantages, vantage => vantage.Code),
        Maintenance = Align(written.Maintenance, before.Maintenance, each => each.Name),
        Alerts = Align(written.Alerts, before.Alerts, receiver => receiver.Name),
    };

    private static ImmutableArray<T> Align<T, TKey>(ImmutableArray<T> written, ImmutableArray<T> before, Func<T, TKey> key)
        where TKey : notnull
    {
        var places = new Dictionary<TKey, int>(before.Length);
        for (var i = 0; i < before.Length; i++) places.TryAdd(key(before[i]), i);
        return [.. written.OrderBy(item => places.GetValueOrDefault(key(item), int.MaxValue))]; // a stable order
    }
}
