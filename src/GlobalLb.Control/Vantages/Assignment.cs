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
        var inheritance = new ProbeInheritance(configuration.Document);
        List<Pool> pools = [.. PoolsOf(configuration.Document, vantage.Value, own).Where(pool => pool.AllProbes.Any(IsRun))];
        Schedule = new VantageSchedule(configuration.Version, ConfigurationDocument.Empty with { Pools = [.. pools.Select(pool => Strip(pool, inheritance))] });
        _fresh = pools
            .SelectMany(pool => pool.Endpoints.SelectMany(endpoint => inheritance.Of(pool, endpoint).Where(probe => IsRun(probe.Asked)).Select(probe => (endpoint.Code, probe))))
            .ToFrozenDictionary(each => (each.Code, each.probe.Asked.Name), each => TimeSpan.FromSeconds(each.probe.Timing.IntervalSeconds + each.probe.Timing.TimeoutSeconds));
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

    private static bool IsRun(Probe probe) => probe.Kind != ProbeKind.Push;

    // Nothing of weights, of who forced what and why, or of what stands where; with what is inherited, since zones stay here.
    private static Pool Strip(Pool pool, ProbeInheritance inheritance)
    {
        Probe Whole(Probe probe) => inheritance.Of(pool.Code, probe).Whole;
        return new Pool
        {
            Code = pool.Code,
            Region = new RegionCode(""),
            Probe = pool.Probe is { } main && IsRun(main) ? Whole(main) : null,
            MoreProbes = [.. pool.MoreProbes.Where(IsRun).Select(Whole)],
            Endpoints = [.. pool.Endpoints.Select(endpoint => new Endpoint { Code = endpoint.Code, Address = endpoint.Address, Port = endpoint.Port, ProbeOverride = endpoint.ProbeOverride })],
        };
    }
}
