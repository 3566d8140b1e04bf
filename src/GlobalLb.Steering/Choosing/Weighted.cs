using GlobalLb.Steering.Snapshots;

namespace GlobalLb.Steering.Choosing;

/// <summary>
/// One available child, drawn in exact proportion to the weights of those available. A weight of 0 is drawn only when all
/// available children have it.
/// </summary>
internal static class Weighted
{
    public static CompiledPool? Choose(CompiledWeighted node, ref Situation now)
    {
        now.Trace?.Note($"weighted draw over {node.Branches.Length}");
        now.Trace?.Enter();
        long total;
        var drawn = -1;
        var chosen = node.Pools is { } pools ? DrawPool(node, pools, now, out drawn, out total) : DrawBranch(node, ref now, out drawn, out total);
        if (now.Trace is { } trace) Explain(node, drawn, total, ref now, trace);
        now.Trace?.Leave();
        return chosen;
    }

    // To ask a pool again costs nothing: the total is known before the draw.
    private static CompiledPool? DrawPool(CompiledWeighted node, CompiledPool[] pools, in Situation now, out int drawn, out long total)
    {
        total = 0;
        var count = 0;
        for (var i = 0; i < pools.Length; i++)
        {
            if (!now.IsAvailable(pools[i])) continue;
            total += node.Weights[i];
            count++;
        }

        var left = Chance.Below(now.Draw, total > 0 ? total : count);
        for (drawn = pools.Length - 1; drawn >= 0; drawn--)
        {
            if (!now.IsAvailable(pools[drawn])) continue;
            left -= total > 0 ? node.Weights[drawn] : 1;
            if (left < 0) return pools[drawn];
        }

        return null;
    }

    // Every branch is asked once, or nested draws would double the work at each level. So the total of the weights is not
    // known before the end: each available branch takes over from the one drawn so far with the probability of its weight
    // in the total so far, which comes to the exact proportions.
    private static CompiledPool? DrawBranch(CompiledWeighted node, ref Situation now, out int drawn, out long total)
    {
        var (draw, given, trace) = (now.Draw, now.Draw, now.Trace);
        (now.Draw, now.Trace) = (Chance.Next(given), null); // a nested draw must not repeat its parent's
        CompiledPool? chosen = null;
        total = 0;
        drawn = -1;
        var free = 0;
        for (var i = 0; i < node.Branches.Length; i++)
        {
            if (Chooser.Choose(node.Branches[i], ref now) is not { } branch) continue;
            long weight = node.Weights[i];
            total += weight;
            if (total == 0) free++;
            if (weight == 0 && total > 0) continue;
            if (!Chance.Happens(Math.Max(weight, 1), total == 0 ? free : total, ref draw)) continue;
            (drawn, chosen) = (i, branch);
        }

        (now.Draw, now.Trace) = (given, trace);
        return chosen;
    }

    private static void Explain(CompiledWeighted node, int drawn, long total, ref Situation now, Trace trace)
    {
        if (drawn < 0)
        {
            trace.Note("no branch is available");
            return;
        }

        trace.Note($"draws number {drawn + 1} with weight {node.Weights[drawn]} of {total}");
        var given = now.Draw;
        now.Draw = Chance.Next(given);
        Chooser.Choose(node.Branches[drawn], ref now);
        now.Draw = given;
    }
}
