using GlobalLb.Steering.Configuration;
using GlobalLb.Steering.Snapshots;

namespace GlobalLb.Steering.Choosing;

/// <summary>One available child, drawn by weight: by chance, or by the client's network.</summary>
internal static class Weighted
{
    public static int Choose(CompiledNode node, ref Situation now)
    {
        var count = node.Children.Length;
        var weights = node.Numbers[..count];
        return node.Numbers[count] == 0 ? ByChance(node, weights, ref now) : ByClient(node, weights, ref now);
    }

    private static int ByChance(CompiledNode node, ReadOnlySpan<int> weights, ref Situation now)
    {
        if (now.Trace is { } trace) Explain(weights.Length, trace);
        var draw = now.Draw;
        now.Draw = Chance.Next(draw); // a nested draw must not repeat its parent's
        var chosen = Drawing.Choose(node, weights, draw, ref now);
        now.Draw = draw;
        return chosen;
    }

    private static void Explain(int count, Trace trace) => trace.Note($"weighted draw over {count}");

    private static int ByClient(CompiledNode node, ReadOnlySpan<int> weights, ref Situation now)
    {
        const int IPv4 = StickyNode.UsualIPv4Prefix, IPv6 = StickyNode.UsualIPv6Prefix;
        now.Trace?.Note($"weighted draw over {weights.Length} by {ClientDraw.Describe(now, IPv4, IPv6)}");
        var draw = ClientDraw.Take(ref now, IPv4, IPv6);
        now.StickyDepth++;
        var chosen = Drawing.Choose(node, weights, draw, ref now);
        now.StickyDepth--;
        return chosen;
    }
}
