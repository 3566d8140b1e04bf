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
    public static CompiledPool? Choose(CompiledFailover node, ref Situation now)
    {
        now.Trace?.Note($"failover over {node.Order.Length}, most wanted first");
        now.Trace?.Enter();
        CompiledPool? chosen = null;
        for (var i = 0; i < node.Order.Length && chosen is null; i++)
        {
            chosen = Chooser.Choose(node.Order[i], ref now);
            if (chosen is not null) now.Trace?.Note($"takes number {i + 1}");
        }

        now.Trace?.Leave();
        return chosen;
    }
}
