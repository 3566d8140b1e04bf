using System.Collections.Immutable;
using GlobalLb.Steering.Configuration;
using GlobalLb.Steering.Health;
using GlobalLb.Steering.Snapshots;

namespace GlobalLb.Control.Judging;

/// <summary>What is tracked, kept equal to the configuration by difference: what stays keeps what was learned of it.</summary>
/// <param name="own">What Control is called as a vantage.</param>
internal sealed class Tracking(string own)
{
    private MaintenanceCalendar _calendar = new(ConfigurationDocument.Empty);

    /// <summary>All endpoints that are probed.</summary>
    public Dictionary<EndpointCode, Tracked> All { get; } = [];

    /// <summary>The configuration.</summary>
    public ConfigurationDocument Document { get; private set; } = ConfigurationDocument.Empty;

    /// <summary>Who depends on whom.</summary>
    public Dependencies Dependencies { get; private set; } = new([]);

    /// <summary>Forgets all.</summary>
    public void Clear()
    {
        All.Clear();
        Document = ConfigurationDocument.Empty;
    }

    /// <summary>Follows a configuration: new endpoints begin Unknown, changed addresses too, removed ones are forgotten.</summary>
    /// <param name="document">The configuration.</param>
    /// <param name="now">The moment, on a clock that only goes forward.</param>
    /// <param name="wall">The same moment, for people.</param>
    /// <param name="forget">Takes what was tracked and is no more, and what it is from now on.</param>
    public void Follow(ConfigurationDocument document, TimeSpan now, DateTimeOffset wall, Action<Tracked, EndpointHealth> forget)
    {
        Document = document;
        var before = All.ToDictionary();
        All.Clear();
        var inheritance = new ProbeInheritance(document);
        foreach (var pool in document.Pools.Where(pool => pool.Probe is not null))
        {
            var vantages = PoolRules.VantagesOf(pool, document, own);
            var near = PoolRules.NearOf(pool, document, vantages);
            foreach (var endpoint in pool.Endpoints)
            {
                ImmutableArray<EffectiveProbe> probes = [.. inheritance.Of(pool, endpoint)];
                var isKnown = before.Remove(endpoint.Code, out var known);
                if (isKnown && known!.IsSameAs(endpoint))
                {
                    known.Follow(pool, endpoint, probes, vantages, near, now);
                    All[endpoint.Code] = known;
                    continue;
                }

                if (isKnown) forget(known!, new EndpointHealth(HealthState.Unknown, wall, "its address or port changed"));
                All[endpoint.Code] = new Tracked(pool, endpoint, probes, vantages, near, new EndpointHealth(HealthState.Unknown, wall, "not probed yet"), now);
            }
        }

        foreach (var gone in before.Values) forget(gone, new EndpointHealth(HealthState.Unknown, wall, "it is probed no more"));
        _calendar = new MaintenanceCalendar(document);
        Dependencies = new Dependencies(document.Pools.SelectMany(pool => pool.Endpoints).Select(endpoint => (endpoint.Code, (IReadOnlyList<EndpointCode>)endpoint.DependsOn)));
    }

    /// <summary>Says of an endpoint whether it may go off without anybody's being at fault: it is closed, forced or in maintenance.</summary>
    public Func<Tracked, bool> Expected(DateTimeOffset wall)
    {
        var maintained = _calendar.At(wall);
        var closed = Document.Regions.Where(region => region.EffectiveState(wall) != RegionState.Open).Select(region => region.Code).ToHashSet();
        return tracked => closed.Contains(tracked.Pool.Region) || maintained.Contains(tracked.Endpoint.Code) || tracked.Endpoint.EffectiveAvailability(wall) != EndpointAvailability.Automatic;
    }
}
