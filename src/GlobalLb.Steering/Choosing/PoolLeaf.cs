using GlobalLb.Steering.Configuration;
using GlobalLb.Steering.Snapshots;

namespace GlobalLb.Steering.Choosing;

/// <summary>A pool is available when one of its endpoints of the family asked for is; a leaf of records, when it has the type.</summary>
internal static class PoolLeaf
{
    // A choice is the index of a leaf and, above it, the most endpoints of it that are answered; 0: as many as an answer has.
    private const int MostShift = 26, LeafMask = (1 << MostShift) - 1;

    /// <summary>The index of the leaf of a choice.</summary>
    public static int IndexOf(int chosen) => chosen < 0 ? chosen : chosen & LeafMask;

    /// <summary>The most endpoints that a choice answers.</summary>
    public static int MostOf(int chosen) => chosen >> MostShift is > 0 and var most ? most : PoolNode.MostAddresses;

    /// <summary>Some endpoints of a pool.</summary>
    public static int Choose(CompiledNode node, ref Situation now)
    {
        var chosen = Choose(~node.Children[0], ref now);
        if (chosen == Situation.Nothing || node.Numbers[0] is not (> 0 and var most)) return chosen;
        now.Trace?.Note($"at most {most} of them {(most == 1 ? "is" : "are")} answered");
        return chosen | (most << MostShift);
    }

    public static int Choose(int pool, ref Situation now)
    {
        if (now.Trace is { } trace) Explain(pool, now, trace);
        return now.IsAvailable(pool) ? pool : Situation.Nothing;
    }

    private static void Explain(int index, in Situation now, Trace trace)
    {
        if (index - now.Snapshot.Endpoints.Pools.Length is >= 0 and var leaf)
        {
            trace.Note($"records of {SteeredType.Format(now.Snapshot.RecordLeaves.Types(leaf))}: {(now.IsAvailable(index) ? "answered" : "nothing for this question")}");
            return;
        }

        if (!now.IsAddress)
        {
            trace.Note($"pool {now.Snapshot.Endpoints.Pool(index).Code} {(now.IsAvailable(index) ? "has something available" : "has nothing for this question")}");
            return;
        }

        var pool = now.Snapshot.Endpoints.Pool(index);
        ref readonly var standing = ref now.StandingOf(index);
        var available = 0;
        var others = new List<string>();
        foreach (var one in now.Snapshot.Standings.AsSpan(standing.First, standing.Count))
        {
            if (one >= now.Threshold) available++;
            else others.Add(one.ToString().ToLowerInvariant());
        }

        var family = now.IsIPv4 ? "IPv4" : "IPv6";
        var rest = others.Count == 0 ? "" : $"; the others: {string.Join(", ", others.CountBy(word => word).Select(pair => $"{pair.Value} {pair.Key}"))}";
        trace.Note(standing.Count == 0
            ? $"pool {pool.Code} in {pool.Region.Code} has no {family} endpoint"
            : $"pool {pool.Code} in {pool.Region.Code}: {available} of {standing.Count} {family} endpoints available{rest}");
    }
}
