using System.Collections.Immutable;

namespace GlobalLb.Steering.Configuration;

/// <summary>
/// What probes inherit in one configuration: organisation → zone → pool → endpoint, member by member. A zone is inherited from by the
/// pools that its steered names lead to. That two zones say different things of one pool is a problem, unless the pool has its own word.
/// </summary>
public sealed class ProbeInheritance
{
    private readonly ProbeWriting? _organisation;
    private readonly Dictionary<PoolCode, List<ProbeWriting>> _zones = [];

    /// <summary>Finds which zones lead to which pools.</summary>
    /// <param name="document">The configuration.</param>
    public ProbeInheritance(ConfigurationDocument document)
    {
        if (document.ProbeDefaults is { } defaults) _organisation = new(new ProbeSource(ProbeLevel.Organisation), defaults);
        foreach (var zone in document.Zones)
        {
            if (zone.ProbeDefaults is not { } said) continue;
            var writing = new ProbeWriting(new ProbeSource(ProbeLevel.Zone, zone.Name), said);
            foreach (var code in zone.SteeredNames.SelectMany(name => document.NodesOf(name.Policy)).OfType<PoolNode>().Select(node => node.Pool).Distinct())
            {
                if (!_zones.TryGetValue(code, out var known)) _zones[code] = known = [];
                known.Add(writing);
            }
        }
    }

    /// <summary>What zones say of a pool, in the order they are written.</summary>
    public IReadOnlyList<ProbeWriting> ZonesOf(PoolCode pool) => _zones.GetValueOrDefault(pool) ?? [];

    /// <summary>A probe with all it inherits.</summary>
    /// <param name="pool">The pool whose probe it is.</param>
    /// <param name="probe">The probe.</param>
    /// <param name="endpoint">The endpoint that is probed; null: any that has nothing of its own.</param>
    public EffectiveProbe Of(PoolCode pool, Probe probe, Endpoint? endpoint = null) => new(probe, endpoint, InheritedBy(pool));

    /// <summary>All probes of an endpoint, the main one first.</summary>
    public IEnumerable<EffectiveProbe> Of(Pool pool, Endpoint? endpoint = null) => pool.AllProbes.Select(probe => Of(pool.Code, probe, endpoint));

    /// <summary>What a pool inherits from, what wins first.</summary>
    public ImmutableArray<ProbeWriting> InheritedBy(PoolCode pool) =>
        _organisation is { } organisation ? [.. ZonesOf(pool), organisation] : [.. ZonesOf(pool)];
}
