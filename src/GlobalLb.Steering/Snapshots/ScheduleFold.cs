using System.Collections.Frozen;
using GlobalLb.Steering.Configuration;

namespace GlobalLb.Steering.Snapshots;

/// <summary>Which child of a <see cref="ScheduleNode"/> its time is for: one number, its index.</summary>
internal sealed class ScheduleFold : NodeFold
{
    private readonly WallClock _clock;
    private readonly (Weekday[] Days, TimeOnly From, TimeOnly To)[] _windows;
    private readonly FrozenDictionary<DateOnly, int> _exceptions;
    private readonly int _otherwise;

    /// <param name="node">A valid node: its time zone is known.</param>
    public ScheduleFold(ScheduleNode node)
    {
        _clock = new WallClock(TimeZoneText.TryParse(node.Zone, out var zone, out var problem) ? zone : throw new InvalidOperationException(problem));
        _windows = [.. node.Windows.Select(window => (window.Days.ToArray(), window.From, window.To))];
        _exceptions = node.Exceptions.Index().ToFrozenDictionary(item => item.Item.Date, item => _windows.Length + item.Index);
        _otherwise = _windows.Length + _exceptions.Count;
    }

    /// <inheritdoc/>
    public override int Size => 1;

    /// <inheritdoc/>
    public override void Fold(ReadOnlySpan<Standing> children, DateTimeOffset now, Span<int> numbers, ref Soonest next)
    {
        var today = _clock.DateAt(now);

        // Nothing later than this matters: then it is folded again.
        next.Add(_clock.MomentOf(today.AddDays(1), default));
        numbers[0] = _exceptions.TryGetValue(today, out var exception) ? exception : FindOpen(today, now, ref next);
    }

    /// <summary>Whether a schedule asks a child now: the one for now, and the last.</summary>
    /// <param name="node">The schedule.</param>
    /// <param name="child">The child, by its index among the children.</param>
    /// <param name="numbers">All that is folded.</param>
    /// <param name="isIPv4">Whether for A; otherwise AAAA.</param>
    public static bool Asks(CompiledNode node, int child, ReadOnlySpan<int> numbers, bool isIPv4) =>
        child == numbers[node.Numbers[0] + (isIPv4 ? 0 : 1)] || child == node.Children.Length - 1;

    private int FindOpen(DateOnly today, DateTimeOffset now, ref Soonest next)
    {
        var open = _otherwise;
        for (var i = _windows.Length - 1; i >= 0; i--)
            if (IsOpen(_windows[i], today, now, ref next) | IsOpen(_windows[i], today.AddDays(-1), now, ref next)) open = i;
        return open;
    }

    private bool IsOpen((Weekday[] Days, TimeOnly From, TimeOnly To) window, DateOnly opens, DateTimeOffset now, ref Soonest next)
    {
        if (!window.Days.Contains(DayOf(opens)) || _exceptions.ContainsKey(opens)) return false;
        var from = _clock.MomentOf(opens, window.From);
        var to = _clock.MomentOf(window.To > window.From ? opens : opens.AddDays(1), window.To);
        next.Add(from);
        next.Add(to);
        return from <= now && now < to;
    }

    private static Weekday DayOf(DateOnly date) => (Weekday)(((int)date.DayOfWeek + 6) % 7);
}
