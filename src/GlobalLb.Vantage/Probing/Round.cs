using GlobalLb.Steering.Configuration;

namespace GlobalLb.Vantage.Probing;

/// <summary>One probe of one pool: what is run again and again.</summary>
/// <param name="Pool">The pool.</param>
/// <param name="Probe">The probe.</param>
internal sealed record Round(Pool Pool, Probe Probe)
{
    /// <summary>What Quartz calls it: the pool's code, with the name of the probe unless it is the main one.</summary>
    public string Key => Probe.Name.Length == 0 || ReferenceEquals(Probe, Pool.Probe) ? Pool.Code.Value : $"{Pool.Code}/{Probe.Name}";

    /// <summary>All rounds of a configuration.</summary>
    public static IEnumerable<Round> Of(ConfigurationDocument document) =>
        document.Pools.SelectMany(pool => pool.AllProbes.Select(probe => new Round(pool, probe)));
}
