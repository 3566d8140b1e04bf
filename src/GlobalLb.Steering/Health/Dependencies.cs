using GlobalLb.Steering.Configuration;

namespace GlobalLb.Steering.Health;

/// <summary>Which endpoints depend on which others: one whose dependency is down is down, with that as its reason.</summary>
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

    /// <summary>The endpoints of a circle, in their order, the first once more at the end; empty: there is none.</summary>
    public IReadOnlyList<EndpointCode> FindCircle()
    {
        // Without recursion: what is written may be deep.
        var done = new HashSet<EndpointCode>();
        foreach (var start in _dependsOn.Keys)
        {
            var (path, next) = (new List<EndpointCode> { start }, new Stack<int>([0]));
            var onPath = new HashSet<EndpointCode> { start };
            while (path.Count > 0 && !done.Contains(start))
            {
                var (at, index) = (path[^1], next.Pop());
                if (!_dependsOn.TryGetValue(at, out var needed) || index >= needed.Count)
                {
                    done.Add(at);
                    onPath.Remove(at);
                    path.RemoveAt(path.Count - 1);
                    continue;
                }

                next.Push(index + 1);
                if (done.Contains(needed[index])) continue;
                if (!onPath.Add(needed[index])) return [.. path.SkipWhile(code => code != needed[index]), needed[index]];
                path.Add(needed[index]);
                next.Push(0);
            }
        }

        return [];
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
