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
        long total = 0;
        int available = 0, scope = 0;
        for (var i = 0; i < node.Branches.Length; i++)
        {
            var choice = Chooser.Choose(node.Branches[i], inner, client);
            scope = Math.Max(scope, choice.Scope);
            if (choice.IsNothing) continue;
            total += node.Weights[i];
            available++;
        }

        if (available == 0)
        {
            now.Trace?.Note("no branch is available");
            return Choice.Nothing(scope);
        }

        var drawn = Chance.Below(now.Draw, total == 0 ? available : total);
        for (var i = 0; i < node.Branches.Length; i++)
        {
            var choice = Chooser.Choose(node.Branches[i], inner, client);
            if (choice.IsNothing) continue;
            drawn -= total == 0 ? 1 : node.Weights[i];
            if (drawn >= 0) continue;
            if (now.Trace is { } trace)
            {
                trace.Note($"draws number {i + 1} with weight {node.Weights[i]} of {total}");
                Chooser.Choose(node.Branches[i], now.ForChild(trace), client);
            }

            return choice with { Scope = scope };
        }

        return Choice.Nothing(scope); // not reached: the weights of the available branches add up to the total
    }
}
