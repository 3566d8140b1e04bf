using GlobalLb.Steering.Configuration;
using GlobalLb.Steering.Snapshots;

namespace GlobalLb.Steering.Choosing;

/// <summary>
/// The branch that is drawn by the shares that regions can bear (<see cref="CapacityNode"/>); when it has nothing available, the
/// others in the order written.
/// </summary>
internal static class Capacity
{
    public static int Choose(CompiledNode node, ref Situation now)
    {
        var branches = node.Children;
        var ends = now.Folded(node.Numbers[0], branches.Length);
        var given = now.Draw;
        var point = Chance.Below(given, CapacityFold.Whole);
        var drawn = 0;
        while (ends[drawn] <= point) drawn++;
        now.Draw = Chance.Next(given); // a nested draw must not repeat its parent's
        if (now.Trace is { } trace) Explain(ends, drawn, trace);
        now.Trace?.Enter();
        var chosen = Chooser.Choose(branches[drawn], ref now);
        for (var i = 0; i < branches.Length && chosen == Situation.Nothing; i++)
            if (i != drawn) chosen = Chooser.Choose(branches[i], ref now);
        now.Trace?.Leave();
        now.Draw = given;
        return chosen;
    }

    private static void Explain(ReadOnlySpan<int> ends, int drawn, Trace trace)
    {
        var share = (ends[drawn] - (drawn == 0 ? 0 : ends[drawn - 1])) * 100.0 / CapacityFold.Whole;
        trace.Note(drawn == 0
            ? $"capacity: home takes {share:0.##} % of the clients, and this one"
            : $"capacity: branch {drawn + 1} takes {share:0.##} % of the clients from home, and this one");
    }
}
