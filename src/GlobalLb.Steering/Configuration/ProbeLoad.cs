using System.Net;

namespace GlobalLb.Steering.Configuration;

/// <summary>How many probes per second something receives.</summary>
/// <param name="Steady">While it is well.</param>
/// <param name="WhileDown">While it is down.</param>
/// <param name="WhileUndecided">At most, while it is undecided whether it is: the worst case.</param>
public readonly record struct ProbeLoad(double Steady, double WhileDown, double WhileUndecided)
{
    /// <summary>How many probes per second one address gets from one vantage at most, over all pools.</summary>
    public const double MostPerAddress = 20;

    /// <summary>What an endpoint receives from all vantages that look at it.</summary>
    /// <param name="document">The configuration.</param>
    /// <param name="inheritance">What probes inherit in it.</param>
    /// <param name="pool">The endpoint's pool.</param>
    /// <param name="endpoint">The endpoint.</param>
    public static ProbeLoad Of(ConfigurationDocument document, ProbeInheritance inheritance, Pool pool, Endpoint endpoint) =>
        Of(inheritance.Of(pool, endpoint)).Times(VantagesOf(pool, document).Count);

    /// <summary>What comes from one vantage. Reports of the endpoint's own are no probes.</summary>
    /// <param name="probes">All probes of an endpoint.</param>
    public static ProbeLoad Of(IEnumerable<EffectiveProbe> probes) => probes.Where(probe => probe.Asked.Kind != ProbeKind.Push).Aggregate(
        default(ProbeLoad), (sum, probe) => sum.With(new ProbeLoad(1 / probe.Timing.IntervalSeconds, 1 / probe.Timing.DownIntervalSeconds, 1 / probe.Timing.RecheckSeconds)));

    /// <summary>What each address receives over all pools from the vantage that probes it most; addresses that nobody probes are left out.</summary>
    /// <param name="document">The configuration.</param>
    /// <param name="inheritance">What probes inherit in it.</param>
    public static IReadOnlyDictionary<IPAddress, ProbeLoad> OfAddresses(ConfigurationDocument document, ProbeInheritance inheritance)
    {
        var loads = new Dictionary<(IPAddress Address, string Vantage), ProbeLoad>();
        foreach (var pool in document.Pools.Where(pool => pool.Probe is not null))
        {
            var vantages = VantagesOf(pool, document);
            foreach (var endpoint in pool.Endpoints)
            {
                var load = Of(inheritance.Of(pool, endpoint));
                foreach (var vantage in vantages) loads[(endpoint.Address, vantage)] = loads.GetValueOrDefault((endpoint.Address, vantage)).With(load);
            }
        }

        return loads.GroupBy(each => each.Key.Address).ToDictionary(group => group.Key, group => group.MaxBy(each => each.Value.WhileUndecided).Value);
    }

    /// <summary>This, and another besides.</summary>
    public ProbeLoad With(in ProbeLoad other) => new(Steady + other.Steady, WhileDown + other.WhileDown, WhileUndecided + other.WhileUndecided);

    private ProbeLoad Times(int count) => new(Steady * count, WhileDown * count, WhileUndecided * count);

    // Control is one where none is written, whatever it is called.
    private static IReadOnlyCollection<string> VantagesOf(Pool pool, ConfigurationDocument document) =>
        !pool.Vantages.IsEmpty ? [.. pool.Vantages.Select(vantage => vantage.Value)]
        : document.Vantages.IsEmpty ? [""]
        : [.. document.Vantages.Select(vantage => vantage.Code.Value)];
}
