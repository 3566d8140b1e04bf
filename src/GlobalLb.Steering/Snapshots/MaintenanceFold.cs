using GlobalLb.Steering.Configuration;

namespace GlobalLb.Steering.Snapshots;

/// <summary>When a maintenance is on, from its lead on, as moments.</summary>
internal sealed class MaintenanceFold
{
    private readonly Maintenance _written;
    private readonly WallClock? _clock;

    /// <param name="written">A valid one: its time zone is known.</param>
    public MaintenanceFold(Maintenance written)
    {
        _written = written;
        if (written.Zone is { } name) _clock = new WallClock(TimeZoneText.TryParse(name, out var zone, out var problem) ? zone : throw new InvalidOperationException(problem));
    }

    /// <summary>What it is called.</summary>
    public string Name => _written.Name;

    /// <summary>Until when it is on; null: it is not.</summary>
    /// <param name="now">The moment it is for.</param>
    /// <param name="next">Is told when it begins or is over.</param>
    public DateTimeOffset? OnUntil(DateTimeOffset now, ref Soonest next)
    {
        var lead = TimeSpan.FromSeconds(_written.LeadSeconds);
        if (_clock is null) return OnUntil(_written.From!.Value, _written.To!.Value, lead, now, ref next);

        // Days that begin before the longest lead is over, and one that is still open over midnight.
        var today = _clock.DateAt(now);
        next.Add(_clock.MomentOf(today.AddDays(1), default));
        DateTimeOffset? until = null;
        for (var days = -1; days <= lead.Days + 1; days++)
        {
            var date = today.AddDays(days);
            if (!_written.Days.Contains((Weekday)(((int)date.DayOfWeek + 6) % 7))) continue;
            var (from, to) = (_clock.MomentOf(date, _written.FromTime!.Value), _clock.MomentOf(_written.ToTime > _written.FromTime ? date : date.AddDays(1), _written.ToTime!.Value));
            if (from < to && OnUntil(from, to, lead, now, ref next) is { } end && !(end <= until)) until = end;
        }

        return until;
    }

    private static DateTimeOffset? OnUntil(DateTimeOffset from, DateTimeOffset to, TimeSpan lead, DateTimeOffset now, ref Soonest next)
    {
        var begins = from - DateTimeOffset.MinValue > lead ? from - lead : DateTimeOffset.MinValue;
        next.Add(begins);
        next.Add(to);
        return begins <= now && now < to ? to : null;
    }
}
