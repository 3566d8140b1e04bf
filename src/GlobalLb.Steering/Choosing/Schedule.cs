using GlobalLb.Steering.Configuration;
using GlobalLb.Steering.Snapshots;

namespace GlobalLb.Steering.Choosing;

/// <summary>
/// The child whose time it is (<see cref="ScheduleNode"/>), then the last one. The others are not asked.
/// <code>
///  the child for now    otherwise    chosen
///  available            any          the child for now
///  –                    available    otherwise
///  –                    –            nothing
/// </code>
/// </summary>
internal static class Schedule
{
    public static int Choose(CompiledNode node, ref Situation now)
    {
        var children = node.Children;
        var current = now.Folded(node.Numbers[0], 1)[0];
        var otherwise = children.Length - 1;
        now.Trace?.Note($"schedule: {Describe(current, node.Numbers[1], otherwise)}");
        now.Trace?.Enter();
        var chosen = Chooser.Choose(children[current], ref now);
        if (chosen == Situation.Nothing && current != otherwise)
        {
            now.Trace?.Note("nothing there: otherwise");
            chosen = Chooser.Choose(children[otherwise], ref now);
        }

        now.Trace?.Leave();
        return chosen;
    }

    private static string Describe(int current, int windows, int otherwise) =>
        current == otherwise ? "no window is open"
        : current < windows ? $"window {current + 1} is open"
        : $"today is exception {current - windows + 1}";
}
