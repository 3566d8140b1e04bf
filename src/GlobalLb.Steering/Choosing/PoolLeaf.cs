using GlobalLb.Steering.Snapshots;

namespace GlobalLb.Steering.Choosing;

/// <summary>A pool is available when one of its endpoints of the family asked for is.</summary>
internal static class PoolLeaf
{
    public static Choice Choose(CompiledPool pool, in Situation now)
    {
        var endpoints = now.Endpoints(pool);
        var isAvailable = false;
        foreach (var endpoint in endpoints)
        {
            isAvailable = now.IsAvailable(endpoint);
            if (isAvailable) break;
        }

        if (now.Trace is { } trace) Explain(pool, endpoints, now, trace);
        return isAvailable ? new Choice(endpoints, now.Threshold, pool, 0) : Choice.Nothing(0);
    }

    private static void Explain(CompiledPool pool, int[] endpoints, in Situation now, Trace trace)
    {
        var available = 0;
        var others = new List<string>();
        for (var i = 0; i < endpoints.Length; i++)
        {
            if (now.IsAvailable(endpoints[i])) available++;
            else others.Add(now.Standings[endpoints[i]].ToString().ToLowerInvariant());
        }

        var family = now.IsIPv4 ? "IPv4" : "IPv6";
        var rest = others.Count == 0 ? "" : $"; the others: {string.Join(", ", others.CountBy(word => word).Select(pair => $"{pair.Value} {pair.Key}"))}";
        trace.Note(endpoints.Length == 0
            ? $"pool {pool.Pool.Code} in {pool.Pool.Region} has no {family} endpoint"
            : $"pool {pool.Pool.Code} in {pool.Pool.Region}: {available} of {endpoints.Length} {family} endpoints available{rest}");
    }
}
