using GlobalLb.Steering.Snapshots;

namespace GlobalLb.Steering.Choosing;

/// <summary>
/// One available child, drawn in exact proportion to the weights of those available. A weight of 0 is drawn only when all
/// available children have it.
/// </summary>
internal static class Weighted
{
    public static int Choose(CompiledNode node, ref Situation now)
    {
        var branches = node.Children;
        var weights = node.Numbers;
        now.Trace?.Note($"weighted draw over {branches.Length}");
        now.Trace?.Enter();
        var chosen = ArePools(branches) ? DrawPool(branches, weights, now, out var drawn, out var total) : DrawBranch(branches, weights, ref now, out drawn, out total);
        if (now.Trace is { } trace) Explain(branches, weights, drawn, total, ref now, trace);
        now.Trace?.Leave();
        return chosen;
    }

    private static bool ArePools(ReadOnlySpan<int> branches)
    {
        foreach (var branch in branches)
            if (branch >= 0) return false;
        return true;
    }

    // To ask a pool again costs nothing: the total is known before the draw.
    private static int DrawPool(ReadOnlySpan<int> branches, ReadOnlySpan<int> weights, in Situation now, out int drawn, out long total)
    {
        total = 0;
        var count = 0;
        for (var i = 0; i < branches.Length; i++)
        {
            if (!now.IsAvailable(~branches[i])) continue;
            total += weights[i];
            count++;
        }

        var left = Chance.Below(now.Draw, total > 0 ? total : count);
        for (drawn = branches.Length - 1; drawn >= 0; drawn--)
        {
            if (!now.IsAvailable(~branches[drawn])) continue;
            left -= total > 0 ? weights[drawn] : 1;
            if (left < 0) return ~branches[drawn];
        }

        return Situation.Nothing;
    }

    // Every branch is asked once, or nested draws would double the work at each level. So the total of the weights is not
    // known before the end: each available branch takes over from the one drawn so far with the probability of its weight
    // in the total so far, which comes to the exact proportions.
    private static int DrawBranch(ReadOnlySpan<int> branches, ReadOnlySpan<int> weights, ref Situation now, out int drawn, out long total)
    {
        var (draw, given, trace) = (now.Draw, now.Draw, now.Trace);
        (now.Draw, now.Trace) = (Chance.Next(given), null); // a nested draw must not repeat its parent's
        var chosen = Situation.Nothing;
        total = 0;
        drawn = -1;
        var free = 0;
        for (var i = 0; i < branches.Length; i++)
        {
            var pool = Chooser.Choose(branches[i], ref now);
            if (pool == Situation.Nothing) continue;
            long weight = weights[i];
            total += weight;
            if (total == 0) free++;
            if (weight == 0 && total > 0) continue;
            if (!Chance.Happens(Math.Max(weight, 1), total == 0 ? free : total, ref draw)) continue;
            (drawn, chosen) = (i, pool);
        }

        (now.Draw, now.Trace) = (given, trace);
        return chosen;
    }

    private static void Explain(ReadOnlySpan<int> branches, ReadOnlySpan<int> weights, int drawn, long total, ref Situation now, Trace trace)
    {
        if (drawn < 0)
        {
            trace.Note("no branch is available");
            return;
        }

        trace.Note($"draws number {drawn + 1} with weight {weights[drawn]} of {total}");
        var given = now.Draw;
        now.Draw = Chance.Next(given);
        Chooser.Choose(branches[drawn], ref now);
        now.Draw = given;
    }
}
