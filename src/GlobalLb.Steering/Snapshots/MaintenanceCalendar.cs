using System.Collections.Frozen;
using GlobalLb.Steering.Configuration;

namespace GlobalLb.Steering.Snapshots;

/// <summary>What is in maintenance when, for who does not answer: judging, which must not take planned work for a fault.</summary>
public sealed class MaintenanceCalendar
{
    private readonly Endpoint[] _endpoints;
    private readonly MaintenanceTable _table;

    /// <param name="document">A valid configuration.</param>
    public MaintenanceCalendar(ConfigurationDocument document)
    {
        _endpoints = document.Maintenance.IsEmpty ? [] : [.. document.Pools.SelectMany(pool => pool.Endpoints)];
        _table = new MaintenanceTable(document, _endpoints);
    }

    /// <summary>The endpoints that are in maintenance at a moment, or in the lead of one.</summary>
    public FrozenSet<EndpointCode> At(DateTimeOffset now)
    {
        var next = new Soonest(now);
        return _table.Fold(_endpoints.Length, now, ref next) is not { } drained ? FrozenSet<EndpointCode>.Empty
            : _endpoints.Where((_, i) => drained[i]).Select(endpoint => endpoint.Code).ToFrozenSet();
    }
}
