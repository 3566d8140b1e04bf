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
    public static Choice Choose(CompiledFailover node, in Situation now, in Client client)
    {
        now.Trace?.Note($"failover over {node.Order.Length}, most wanted first");
        now.Trace?.Enter();
        var scope = 0;
        var choice = Choice.Nothing(0);
        for (var i = 0; i < node.Order.Length && choice.IsNothing; i++)
        {
            choice = Chooser.Choose(node.Order[i], now, client);
            scope = Math.Max(scope, choice.Scope); // a child passed over for where the client is was decided by that, too
            if (!choice.IsNothing) now.Trace?.Note($"takes number {i + 1}");
        }

        now.Trace?.Leave();
        return choice with { Scope = scope };
    }
}
