using GlobalLb.Steering.Configuration;

namespace GlobalLb.Steering.Health;

/// <summary>
/// Which endpoints depend on which others: one whose dependency is down is down, with that as its reason. Validation refuses circles;
/// here they would only be walked once.
/// </summary>
public sealed class Dependencies
{
    private readonly Dictionary<EndpointCode, IReadOnlyList<EndpointCode>> _dependsOn;

    /// <summary>Takes who depends on whom; what is not known is left out.</summary>
    public Dependencies(IEnumerable<(EndpointCode Endpoint, IReadOnlyList<EndpointCode> DependsOn)> edges)
    {
        _dependsOn = [];
        foreach (var (endpoint, dependsOn) in edges)
            if (dependsOn.Count > 0) _dependsOn.TryAdd(endpoint, dependsOn);
    }

    /// <summary>Whether there are none.</summary>
    public bool IsEmpty => _dependsOn.Count == 0;

    /// <summary>The first dependency of an endpoint, however far, that is down by itself; null: there is none.</summary>
    /// <param name="endpoint">The endpoint.</param>
    /// <param name="isDown">Whether an endpoint is down by itself.</param>
    public EndpointCode? FindDown(EndpointCode endpoint, Func<EndpointCode, bool> isDown)
    {
        if (!_dependsOn.ContainsKey(endpoint)) return null;
        foreach (var needed in Needed(endpoint))
            if (isDown(needed)) return needed;
        return null;
    }

    // All it needs, the nearest first, each once.
    private IEnumerable<EndpointCode> Needed(EndpointCode endpoint)
    {
        var seen = new HashSet<EndpointCode> { endpoint };
        var next = new Queue<EndpointCode>([endpoint]);
        while (next.TryDequeue(out var at))
        {
            if (!_dependsOn.TryGetValue(at, out var needed)) continue;
            foreach (var each in needed.Where(seen.Add))
            {
                yield return each;
                next.Enqueue(each);
            }
        }
    }
}
