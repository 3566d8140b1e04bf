using System.Collections.Frozen;
using GlobalLb.Control.Judging;
using GlobalLb.Steering.Configuration;
using GlobalLb.Steering.Publications;
using GlobalLb.Vantage.Joining;

namespace GlobalLb.Control.Vantages;

/// <summary>What one vantage is to probe by one configuration. Reports of endpoints come to Control, so push probes are not among it.</summary>
internal sealed class Assignment
{
    private readonly FrozenDictionary<(EndpointCode Endpoint, string Probe), TimeSpan> _fresh;

    /// <param name="configuration">The configuration.</param>
    /// <param name="vantage">The vantage.</param>
    /// <param name="own">What Control is called as a vantage.</param>
    public Assignment(ConfigurationPublication configuration, VantageCode vantage, string own)
    {
        Configuration = configuration;
        Schedule = new VantageSchedule(configuration.Version, ConfigurationDocument.Empty with { Pools = [.. PoolsOf(configuration.Document, vantage.Value, own).Select(Strip).Where(pool => pool.AllProbes.Any())] });
        _fresh = Schedule.Document.Pools
            .SelectMany(pool => pool.AllProbes.SelectMany(probe => pool.Endpoints.Select(endpoint => ((endpoint.Code, probe.Name), Probe: probe))))
            .ToFrozenDictionary(each => each.Item1, each => TimeSpan.FromSeconds(each.Probe.IntervalSeconds + each.Probe.TimeoutSeconds));
    }

    /// <summary>The configuration it is of.</summary>
    public ConfigurationPublication Configuration { get; }

    /// <summary>What the vantage is told.</summary>
    public VantageSchedule Schedule { get; }

    /// <summary>The part of a configuration that a vantage probes.</summary>
    public static ConfigurationDocument PartOf(ConfigurationDocument document, string vantage, string own) => document with { Pools = [.. PoolsOf(document, vantage, own)] };

    /// <summary>How old what a probe found may be to say how the endpoint is now: as long as nothing newer was to be expected; null: it was not asked for.</summary>
    public TimeSpan? FreshFor(EndpointCode endpoint, string probe) => _fresh.TryGetValue((endpoint, probe), out var fresh) ? fresh : null;

    private static IEnumerable<Pool> PoolsOf(ConfigurationDocument document, string vantage, string own) =>
        document.Pools.Where(pool => PoolRules.VantagesOf(pool, document, own).Contains(vantage));

    // Nothing of weights, of who forced what and why, or of what stands where.
    private static Pool Strip(Pool pool) => new()
    {
        Code = pool.Code,
        Region = new RegionCode(""),
        Probe = pool.Probe is { Kind: not ProbeKind.Push } main ? main : null,
        MoreProbes = [.. pool.MoreProbes.Where(probe => probe.Kind != ProbeKind.Push)],
        Endpoints = [.. pool.Endpoints.Select(endpoint => new Endpoint { Code = endpoint.Code, Address = endpoint.Address, Port = endpoint.Port, ProbeOverride = endpoint.ProbeOverride })],
    };
}
