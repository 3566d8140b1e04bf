using GlobalLb.Steering.Snapshots;

namespace GlobalLb.Steering.Choosing;

/// <summary>
/// The first available child.
/// <code>
///  1st        2nd        3rd        chosen
///  available  any        any        1st
///  –          available  any        2nd
///  –          –          available  3rd
///  –          –          –          nothing
/// </code>
/// </summary>
internal static class Failover
{
    public static int Choose(CompiledNode node, ref Situation now)
    {
        var order = node.Children;
        now.Trace?.Note($"failover over {order.Length}, most wanted first");
        now.Trace?.Enter();
        var chosen = Situation.Nothing;
        for (var i = 0; i < order.Length && chosen == Situation.Nothing; i++)
        {
            chosen = Chooser.Choose(order[i], ref now);
            if (chosen != Situation.Nothing) now.Trace?.Note($"takes number {i + 1}");
        }

        now.Trace?.Leave();
        return chosen;
    }
}
