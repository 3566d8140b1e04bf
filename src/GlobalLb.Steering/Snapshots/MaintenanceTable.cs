using GlobalLb.Steering.Configuration;

namespace GlobalLb.Steering.Snapshots;

/// <summary>What is drained when, because it is worked on: each maintenance with the endpoints it is about, by their index.</summary>
internal sealed class MaintenanceTable
{
    private readonly (MaintenanceFold Fold, int[] Endpoints)[] _all;

    /// <param name="document">A valid configuration.</param>
    /// <param name="endpoints">Its endpoints, in the order of their indexes.</param>
    public MaintenanceTable(ConfigurationDocument document, IReadOnlyList<Endpoint> endpoints)
    {
        if (document.Maintenance.IsEmpty)
        {
            _all = [];
            return;
        }

        var indexes = endpoints.Index().ToDictionary(item => item.Item.Code, item => item.Index);
        _all = [.. document.Maintenance.Select(each => (new MaintenanceFold(each), each.EndpointsIn(document).Select(code => indexes[code]).ToArray()))];
    }

    /// <summary>Which endpoints are drained, by index; null: none.</summary>
    /// <param name="count">How many endpoints there are.</param>
    /// <param name="now">The moment it is for.</param>
    /// <param name="next">Is told when that changes.</param>
    public bool[]? Fold(int count, DateTimeOffset now, ref Soonest next)
    {
        bool[]? drained = null;
        foreach (var (fold, endpoints) in _all)
        {
            if (fold.OnUntil(now, ref next) is null) continue;
            drained ??= new bool[count];
            foreach (var index in endpoints) drained[index] = true;
        }

        return drained;
    }

    /// <summary>The maintenance an endpoint is in, and its end; null: it is in none.</summary>
    public (string Name, DateTimeOffset Until)? Find(int endpoint, DateTimeOffset now)
    {
        var next = new Soonest(now);
        foreach (var (fold, endpoints) in _all)
            if (endpoints.Contains(endpoint) && fold.OnUntil(now, ref next) is { } until) return (fold.Name, until);
        return null;
    }
}
