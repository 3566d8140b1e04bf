using GlobalLb.Steering.Snapshots;

namespace GlobalLb.Steering.Choosing;

/// <summary>
/// The first available child; with manual fail-back, counted from the one that it begins with (<see cref="FailBackFold"/>), and
/// those before it last.
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
        var first = node.Numbers[0] is >= 0 and var at ? now.Folded(at, 1)[0] : 0;
        now.Trace?.Note(first == 0 ? $"failover over {order.Length}, most wanted first" : $"failover over {order.Length}; it went to number {first + 1} and stays there until somebody says otherwise");
        now.Trace?.Enter();
        var chosen = Situation.Nothing;
        var next = first;
        for (var i = 0; i < order.Length && chosen == Situation.Nothing; i++)
        {
            chosen = Chooser.Choose(order[next], ref now);
            if (chosen != Situation.Nothing) now.Trace?.Note($"takes number {next + 1}");
            if (++next == order.Length) next = 0;
        }

        now.Trace?.Leave();
        return chosen;
    }
}
