using GlobalLb.Steering.Snapshots;

namespace GlobalLb.Steering.Choosing;

/// <summary>
/// One available child, drawn in exact proportion to the weights of those available. A weight of 0 is drawn only when all
/// available children have it.
/// </summary>
internal static class Weighted
{
    public static Choice Choose(CompiledWeighted node, in Situation now, in Client client)
    {
        now.Trace?.Note($"weighted draw over {node.Branches.Length}");
        now.Trace?.Enter();
        var choice = Draw(node, now, client);
        now.Trace?.Leave();
        return choice;
    }

    private static Choice Draw(CompiledWeighted node, in Situation now, in Client client)
    {
        var inner = now.ForChild(trace: null);

        // Every branch is asked once, or nested draws would double the work at each level. So the total of the weights is not
        // known before the end: each available branch takes over from the one drawn so far with the probability of its weight
        // in the total so far, which comes to the exact proportions.
        var choice = Choice.Nothing(0);
        var draw = now.Draw;
        long total = 0, free = 0;
        int drawn = -1, scope = 0;
        for (var i = 0; i < node.Branches.Length; i++)
        {
            var branch = Chooser.Choose(node.Branches[i], inner, client);
            scope = Math.Max(scope, branch.Scope);
            if (branch.IsNothing) continue;
            long weight = node.Weights[i];
            total += weight;
            if (total == 0) free++;
            if (weight == 0 && total > 0) continue;
            if (!Chance.Happens(Math.Max(weight, 1), total == 0 ? free : total, ref draw)) continue;
            (drawn, choice) = (i, branch);
        }

        if (now.Trace is { } trace) Explain(node, drawn, total, now, trace, client);
        return choice with { Scope = scope };
    }

    private static void Explain(CompiledWeighted node, int drawn, long total, in Situation now, Trace trace, in Client client)
    {
        if (drawn < 0)
        {
            trace.Note("no branch is available");
            return;
        }

        trace.Note($"draws number {drawn + 1} with weight {node.Weights[drawn]} of {total}");
        Chooser.Choose(node.Branches[drawn], now.ForChild(trace), client);
    }
}
