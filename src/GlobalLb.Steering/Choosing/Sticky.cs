using System.Runtime.CompilerServices;
using GlobalLb.Steering.Snapshots;

namespace GlobalLb.Steering.Choosing;

/// <summary>
/// Weighted rendezvous: every child draws a waiting time for the client's network, the shorter the larger its weight, and the
/// shortest of those available wins. Without a child, only the networks that it had won go elsewhere. A weight of 0 wins only when no
/// available child has another.
/// </summary>
internal static class Sticky
{
    public static int Choose(CompiledNode node, ref Situation now)
    {
        var count = node.Children.Length;
        var (ipv4, ipv6) = (node.Numbers[count * 3], node.Numbers[(count * 3) + 1]);
        now.Trace?.Note($"sticky over {count} by {ClientDraw.Describe(now, ipv4, ipv6)}");
        var network = ClientDraw.Take(ref now, ipv4, ipv6);
        var trace = now.Trace;
        now.StickyDepth++;
        now.Trace = null;
        var won = Win(node, network, ref now, out var chosen);
        now.Trace = trace;
        trace?.Enter();
        if (trace is not null) Explain(node, won, ref now, trace);
        if (won >= 0 && (!now.IsPartial(node) || trace is not null)) chosen = Chooser.Choose(node.Children[won], ref now);
        trace?.Leave();
        now.StickyDepth--;
        return chosen;
    }

    // Who may not be available for everyone is asked as soon as it would win, so that each child is asked once at most.
    private static int Win(CompiledNode node, ulong network, ref Situation now, out int chosen)
    {
        var children = node.Children;
        var weights = node.Numbers[..children.Length];
        var seeds = node.Numbers.Slice(children.Length, children.Length * 2);
        chosen = Situation.Nothing;
        var won = -1;
        var (hasWeight, shortest) = (false, double.PositiveInfinity);
        for (var i = 0; i < children.Length; i++)
        {
            if ((hasWeight && weights[i] == 0) || !now.MayBeAvailable(children[i])) continue;
            var wait = Wait(network, seeds[i * 2], seeds[(i * 2) + 1], weights[i]);
            if (hasWeight == weights[i] > 0 && wait >= shortest) continue;
            if (now.IsPartial(node) && Chooser.Choose(children[i], ref now) is var found)
            {
                if (found == Situation.Nothing) continue;
                chosen = found;
            }

            (won, hasWeight, shortest) = (i, weights[i] > 0, wait);
        }

        return won;
    }

    // Exponentially distributed with the weight for its rate: the shortest of several is each one's in proportion to its weight.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static double Wait(ulong network, int upper, int lower, int weight)
    {
        var hash = Chance.Next(network ^ (((ulong)(uint)upper << 32) | (uint)lower));
        var even = ((hash >> 11) + 0.5) * (1.0 / (1UL << 53));
        return -Math.Log(even) / Math.Max(weight, 1);
    }

    private static void Explain(CompiledNode node, int won, ref Situation now, Trace trace)
    {
        if (won >= 0)
        {
            trace.Note($"number {won + 1} with weight {node.Numbers[won]} is the network's first of those available");
            return;
        }

        trace.Note("no branch is available");
        foreach (var child in node.Children) now.Watch(child);
    }
}
