using System.Collections.Immutable;
using GlobalLb.Steering.Configuration;

namespace GlobalLb.Vantage.Probing;

/// <summary>The endpoints of one pool that one probe asks equally often: what is run again and again.</summary>
/// <param name="Key">What Quartz calls it: the pool's code, with the name of the probe unless it is the main one, and with the interval where endpoints have their own.</param>
/// <param name="IntervalSeconds">From one round to the next.</param>
/// <param name="Targets">The endpoints, and how they are probed.</param>
internal sealed record Round(string Key, double IntervalSeconds, ImmutableArray<Target> Targets)
{
    /// <summary>All rounds of a configuration.</summary>
    public static IEnumerable<Round> Of(ConfigurationDocument document)
    {
        var inheritance = new ProbeInheritance(document);
        return document.Pools.SelectMany(pool => pool.AllProbes.SelectMany(probe => Of(pool, probe, inheritance)));
    }

    private static IEnumerable<Round> Of(Pool pool, Probe probe, ProbeInheritance inheritance)
    {
        var key = probe.Name.Length == 0 || ReferenceEquals(probe, pool.Probe) ? pool.Code.Value : $"{pool.Code}/{probe.Name}";
        var usual = inheritance.Of(pool.Code, probe);
        return pool.Endpoints
            .Select(endpoint => new Target(endpoint, endpoint.ProbeOverride is null ? usual : inheritance.Of(pool.Code, probe, endpoint)))
            .GroupBy(target => target.Timing.IntervalSeconds)
            .Select(group => new Round(group.Key == usual.Timing.IntervalSeconds ? key : FormattableString.Invariant($"{key}@{group.Key}"), group.Key, [.. group]));
    }
}
