using GlobalLb.Steering.Snapshots;

namespace GlobalLb.Steering.Choosing;

/// <summary>One available child, each as often as any other: by a draw, so that nothing has to be remembered.</summary>
internal static class RoundRobin
{
    public static int Choose(CompiledNode node, ref Situation now)
    {
        now.Trace?.Note($"round robin over {node.Children.Length}");
        var draw = now.Draw;
        now.Draw = Chance.Next(draw);
        var chosen = Drawing.Choose(node, [], draw, ref now);
        now.Draw = draw;
        return chosen;
    }
}
