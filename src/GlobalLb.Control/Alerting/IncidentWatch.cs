using GlobalLb.Steering.Configuration;
using GlobalLb.Steering.Health;
using GlobalLb.Store.Health;

namespace GlobalLb.Control.Alerting;

/// <summary>The incidents that are under way, grouped from what tables show as those of history are from what is stored.</summary>
internal sealed class IncidentWatch
{
    private readonly IncidentFold _fold = new(IncidentHistory.Gap);
    private readonly Dictionary<EndpointCode, EndpointHealth> _seen = [];

    /// <summary>Takes what was before the first table.</summary>
    public void Remember(Transition transition)
    {
        _fold.With(transition, null);
        _seen[transition.Endpoint] = new EndpointHealth(transition.To, transition.At, transition.Reason);
    }

    /// <summary>Follows the newest table.</summary>
    /// <returns>The incidents that are not over.</returns>
    public IReadOnlyList<Incident> Follow(Outlook outlook)
    {
        var changed = new List<Transition>();
        var where = outlook.Document.Pools.SelectMany(pool => pool.Endpoints.Select(endpoint => (endpoint.Code, Pool: pool))).ToDictionary(pair => pair.Code, pair => pair.Pool);
        foreach (var (code, health) in outlook.Table.Endpoints)
        {
            if (_seen.TryGetValue(code, out var before) ? before.Health == health.Health : health.Health != HealthState.Down) continue;
            if (!where.TryGetValue(code, out var pool)) continue;
            changed.Add(new Transition(0, health.Since, code, pool.Code, pool.Region, before.Health, health.Health, health.Reason, "", outlook.Version));
        }

        // Removed endpoints take their part of an incident with them.
        foreach (var (code, before) in _seen.Where(pair => pair.Value.Health == HealthState.Down && !outlook.Table.Endpoints.ContainsKey(pair.Key)).ToList())
            changed.Add(new Transition(0, before.Since, code, new("gone"), new("gone"), HealthState.Down, HealthState.Unknown, "it is probed no more", "", outlook.Version));
        foreach (var transition in changed.OrderBy(each => each.At).ThenBy(each => each.Endpoint.Value, StringComparer.Ordinal)) Remember(transition);
        foreach (var transition in changed.Where(each => !outlook.Table.Endpoints.ContainsKey(each.Endpoint))) _seen.Remove(transition.Endpoint);
        return [.. _fold.Rest().Where(incident => incident.End is null)];
    }
}
