using GlobalLb.Steering.Snapshots;

namespace GlobalLb.Steering.Choosing;

/// <summary>
/// One available child of a node, drawn in exact proportion to the weights of those available. A weight of 0 is drawn only when
/// all available children have it.
/// </summary>
internal static class Drawing
{
    /// <param name="node">The node.</param>
    /// <param name="weights">The weights of its children; none: all alike.</param>
    /// <param name="draw">The draw.</param>
    /// <param name="now">The situation of its children, with a draw that is theirs alone.</param>
    public static int Choose(CompiledNode node, ReadOnlySpan<int> weights, ulong draw, ref Situation now)
    {
        var chosen = Situation.Nothing;
        var drawn = now.IsPartial(node) ? DrawAsked(node.Children, weights, draw, ref now, out chosen, out var total) : DrawFolded(node.Children, weights, draw, now, out total);
        now.Trace?.Enter();
        if (now.Trace is { } trace) Explain(node.Children, weights, drawn, total, ref now, trace);
        if (drawn >= 0 && (!now.IsPartial(node) || now.Trace is not null)) chosen = Chooser.Choose(node.Children[drawn], ref now);
        now.Trace?.Leave();
        return chosen;
    }

    // What is available is the same for everyone, and known: so is the total of the weights, and only the child drawn is asked.
    private static int DrawFolded(ReadOnlySpan<int> children, ReadOnlySpan<int> weights, ulong draw, in Situation now, out long total)
    {
        var (sum, count) = (0L, 0);
        for (var i = 0; i < children.Length; i++)
        {
            if (!now.MayBeAvailable(children[i])) continue;
            sum += Weight(weights, i);
            count++;
        }

        total = sum;
        var left = Chance.Below(draw, sum > 0 ? sum : count);
        for (var i = children.Length - 1; i >= 0; i--)
        {
            if (!now.MayBeAvailable(children[i])) continue;
            left -= sum > 0 ? Weight(weights, i) : 1;
            if (left < 0) return i;
        }

        return -1;
    }

    // What is available depends on who asks. Every child is asked once, or nested draws would double the work at each level. So the
    // total of the weights is not known before the end: each available child takes over from the one drawn so far with the
    // probability of its weight in the total so far, which comes to the exact proportions.
    private static int DrawAsked(ReadOnlySpan<int> children, ReadOnlySpan<int> weights, ulong draw, ref Situation now, out int chosen, out long total)
    {
        var trace = now.Trace;
        now.Trace = null;
        (chosen, total) = (Situation.Nothing, 0);
        var drawn = -1;
        var free = 0;
        for (var i = 0; i < children.Length; i++)
        {
            if (!now.MayBeAvailable(children[i])) continue;
            var found = Chooser.Choose(children[i], ref now);
            if (found == Situation.Nothing) continue;
            long weight = Weight(weights, i);
            total += weight;
            if (total == 0) free++;
            if (weight == 0 && total > 0) continue;
            if (!Chance.Happens(Math.Max(weight, 1), total == 0 ? free : total, ref draw)) continue;
            (drawn, chosen) = (i, found);
        }

        now.Trace = trace;
        return drawn;
    }

    private static int Weight(ReadOnlySpan<int> weights, int index) => weights.IsEmpty ? 1 : weights[index];

    private static void Explain(ReadOnlySpan<int> children, ReadOnlySpan<int> weights, int drawn, long total, ref Situation now, Trace trace)
    {
        if (drawn >= 0)
        {
            trace.Note(weights.IsEmpty ? $"draws number {drawn + 1}, one of {total} available" : $"draws number {drawn + 1} with weight {weights[drawn]} of {total}");
            return;
        }

        trace.Note("no branch is available");
        foreach (var child in children) now.Watch(child);
    }
}
