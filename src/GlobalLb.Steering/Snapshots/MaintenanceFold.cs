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
            if (On(today.AddDays(days)) is { } time && OnUntil(time.From, time.To, lead, now, ref next) is { } end && !(end <= until)) until = end;

        return until;
    }

    /// <summary>The time that is on, or else the one that comes next; null: it is over for good.</summary>
    public MaintenanceTime? Next(DateTimeOffset now)
    {
        if (_clock is null) return _written.To > now ? Once : null;
        // One of every week may fall into an hour that clocks skip, and then comes a week later.
        var today = _clock.DateAt(now);
        for (var days = -1; days <= 15; days++)
            if (On(today.AddDays(days)) is { } time && time.To > now) return time;
        return null;
    }

    /// <summary>The times that begin on some dates of its own clock; the one time of what comes once, whatever the dates.</summary>
    public IEnumerable<MaintenanceTime> On(IEnumerable<DateOnly> dates) => _clock is null ? [Once] : dates.Select(On).OfType<MaintenanceTime>();

    private MaintenanceTime Once => Make(_written.From!.Value, _written.To!.Value);

    private MaintenanceTime? On(DateOnly date)
    {
        if (!_written.Days.Contains((Weekday)(((int)date.DayOfWeek + 6) % 7))) return null;
        var (from, to) = (_clock!.MomentOf(date, _written.FromTime!.Value), _clock.MomentOf(_written.ToTime > _written.FromTime ? date : date.AddDays(1), _written.ToTime!.Value));
        return from < to ? Make(from, to) : null;
    }

    private MaintenanceTime Make(DateTimeOffset from, DateTimeOffset to) => new(Begin(from, TimeSpan.FromSeconds(_written.LeadSeconds)), from, to);

    private static DateTimeOffset? OnUntil(DateTimeOffset from, DateTimeOffset to, TimeSpan lead, DateTimeOffset now, ref Soonest next)
    {
        var begins = Begin(from, lead);
        next.Add(begins);
        next.Add(to);
        return begins <= now && now < to ? to : null;
    }

    private static DateTimeOffset Begin(DateTimeOffset from, TimeSpan lead) => from - DateTimeOffset.MinValue > lead ? from - lead : DateTimeOffset.MinValue;
}
