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
/// With a trickle, some answers come from the available child after the one chosen, if there is one.
/// </summary>
internal static class Failover
{
    public static int Choose(CompiledNode node, ref Situation now)
    {
        var order = node.Children;
        var (trickle, given) = (node.Numbers[0], now.Draw);
        now.Trace?.Note($"failover over {order.Length}, most wanted first");
        var isTrickle = false;
        if (trickle > 0)
        {
            var draw = given;
            now.Draw = Chance.Next(given);
            isTrickle = Chance.Happens(trickle, 100, ref draw);
        }

        now.Trace?.Enter();
        var chosen = Situation.Nothing;
        for (var i = 0; i < order.Length; i++)
        {
            var found = Chooser.Choose(order[i], ref now);
            if (found == Situation.Nothing) continue;
            var isLast = !isTrickle || chosen != Situation.Nothing;
            now.Trace?.Note(isLast ? $"takes number {i + 1}" : $"takes number {i + 1} unless there is a next: {trickle} % go there, and this is of them");
            chosen = found;
            if (isLast) break;
        }

        now.Trace?.Leave();
        now.Draw = given;
        return chosen;
    }
}
