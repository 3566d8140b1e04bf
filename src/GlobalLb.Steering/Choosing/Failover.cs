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
/// With a trickle, some answers come from the available child after the one chosen, if there is one.
/// </summary>
internal static class Failover
{
    public static int Choose(CompiledNode node, ref Situation now)
    {
        var order = node.Children;
        var (trickle, given) = (node.Numbers[0], now.Draw);
        var first = node.Numbers[1] is >= 0 and var folded ? now.Folded(folded, 1)[0] : 0;
        now.Trace?.Note(first == 0 ? $"failover over {order.Length}, most wanted first" : $"failover over {order.Length}: it went on to number {first + 1} and stays until somebody says otherwise");
        var isTrickle = false;
        if (trickle > 0)
        {
            var draw = given;
            now.Draw = Chance.Next(given);
            isTrickle = Chance.Happens(trickle, 100, ref draw);
        }

        now.Trace?.Enter();
        var chosen = Situation.Nothing;
        for (var tried = 0; tried < order.Length; tried++)
        {
            var i = first + tried < order.Length ? first + tried : first + tried - order.Length;
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
