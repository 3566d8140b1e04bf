using GlobalLb.Steering.Configuration;

namespace GlobalLb.Steering.Validation;

/// <summary>Checks what endpoints depend on: it must be there, and no endpoint may depend on itself, however far around.</summary>
internal static class DependencyChecks
{
    public static void Check(ConfigurationDocument document, Problems problems)
    {
        // Nearly no configuration has any, and then no endpoint need be remembered.
        if (!document.Pools.Any(pool => pool.Endpoints.Any(endpoint => !endpoint.DependsOn.IsEmpty))) return;
        var known = document.Pools.SelectMany(pool => pool.Endpoints).Select(endpoint => endpoint.Code).ToHashSet();
        var waiting = new Dictionary<EndpointCode, (string Path, HashSet<EndpointCode> On)>();
        foreach (var pool in document.Pools)
        {
            foreach (var endpoint in pool.Endpoints)
            {
                var path = $"pools[{pool.Code}].endpoints[{endpoint.Code}].dependsOn";
                foreach (var code in endpoint.DependsOn.Where(code => !known.Contains(code)))
                    problems.Add(path, $"there is no endpoint '{code}'; add it first or choose one that exists");
                problems.AddDuplicates(endpoint.DependsOn.Select(code => code.Value), path, "code");
                waiting.TryAdd(endpoint.Code, (path, [.. endpoint.DependsOn.Where(known.Contains)]));
            }
        }

        // What depends on nothing is taken away, again and again: what stays is in a circle, or behind one.
        var free = new Queue<EndpointCode>(waiting.Where(each => each.Value.On.Count == 0).Select(each => each.Key));
        var dependents = waiting.SelectMany(each => each.Value.On.Select(on => (On: on, each.Key))).ToLookup(each => each.On, each => each.Key);
        while (free.TryDequeue(out var done))
        {
            waiting.Remove(done);
            foreach (var dependent in dependents[done])
                if (waiting.TryGetValue(dependent, out var left) && left.On.Remove(done) && left.On.Count == 0) free.Enqueue(dependent);
        }

        foreach (var (code, (path, on)) in waiting)
            problems.Add(path, $"{code} depends on {string.Join(" and ", on.Select(each => each.Value).Order(StringComparer.Ordinal))}, which in the end depends on a circle; an endpoint must not depend on itself");
    }
}
