using System.Collections.Immutable;
using GlobalLb.Steering.Configuration;
using GlobalLb.Steering.Health;

namespace GlobalLb.Control.Judging;

/// <summary>What a pool says of judging, ready to judge by.</summary>
internal static class PoolRules
{
    /// <summary>How an endpoint of a pool is judged.</summary>
    /// <param name="pool">The pool.</param>
    /// <param name="probes">Its probes, with what the endpoint inherits and has otherwise.</param>
    public static PoolRule Of(Pool pool, ImmutableArray<EffectiveProbe> probes) => new([.. probes.Select(RuleOf)], pool.QuorumOfProbes ?? 0, pool.Quorum, pool.WithoutVantages);

    /// <summary>The vantages whose word counts for a pool.</summary>
    /// <param name="pool">The pool.</param>
    /// <param name="document">The configuration it is of.</param>
    /// <param name="own">What Control is called as a vantage: the only one when none is written.</param>
    public static ImmutableArray<string> VantagesOf(Pool pool, ConfigurationDocument document, string own) =>
        !pool.Vantages.IsEmpty ? [.. pool.Vantages.Select(vantage => vantage.Value)]
        : document.Vantages.IsEmpty ? [own]
        : [.. document.Vantages.Select(vantage => vantage.Code.Value)];

    /// <summary>The same vantages by the region they stand near, when what these see counts for clients near them first; else none.</summary>
    public static ImmutableArray<NearVantages> NearOf(Pool pool, ConfigurationDocument document, ImmutableArray<string> vantages) => !pool.RegionalHealth ? [] :
        [.. document.Vantages.Where(vantage => vantage.Region is not null && vantages.Contains(vantage.Code.Value))
            .GroupBy(vantage => vantage.Region!.Value, vantage => vantage.Code.Value)
            .Select(group => new NearVantages(group.Key, [.. group]))];

    private static ProbeRule RuleOf(EffectiveProbe probe)
    {
        var timing = probe.Timing;
        return new(probe.Asked.Name, probe.Asked.Role, timing.Rise, timing.Fall, timing.FailuresOf, ProbeRule.SilenceAfter(timing.DownIntervalSeconds, timing.TimeoutSeconds));
    }
}
