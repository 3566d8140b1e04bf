using GlobalLb.Steering.Snapshots;

namespace GlobalLb.Steering.Choosing;

/// <summary>A pool is available when one of its endpoints of the family asked for is.</summary>
internal static class PoolLeaf
{
    public static CompiledPool? Choose(CompiledPool pool, ref Situation now)
    {
        if (now.Trace is { } trace) Explain(pool, now, trace);
        return now.IsAvailable(pool) ? pool : null;
    }

    private static void Explain(CompiledPool pool, in Situation now, Trace trace)
    {
        var standings = now.Snapshot.Standings.AsSpan(pool.FirstOf(now.IsIPv4), pool.CountOf(now.IsIPv4));
        var available = 0;
        var others = new List<string>();
        foreach (var standing in standings)
        {
            if (standing >= now.Threshold) available++;
            else others.Add(standing.ToString().ToLowerInvariant());
        }

        var family = now.IsIPv4 ? "IPv4" : "IPv6";
        var rest = others.Count == 0 ? "" : $"; the others: {string.Join(", ", others.CountBy(word => word).Select(pair => $"{pair.Value} {pair.Key}"))}";
        trace.Note(standings.IsEmpty
            ? $"pool {pool.Code} in {pool.Region.Code} has no {family} endpoint"
            : $"pool {pool.Code} in {pool.Region.Code}: {available} of {standings.Length} {family} endpoints available{rest}");
    }
}
