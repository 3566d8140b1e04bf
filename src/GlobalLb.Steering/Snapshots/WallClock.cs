namespace GlobalLb.Steering.Snapshots;

/// <summary>
/// Times of day in a time zone as moments. A time of day of a date is the first moment at which the clock on the wall shows that
/// or later:
/// <code>
///  2026-03-29 02:30 Europe/Berlin    skipped: clocks go from 02:00 to 03:00      01:00 UTC, when they are set
///  2026-10-25 02:30 Europe/Berlin    comes twice: clocks go from 03:00 to 02:00  00:30 UTC, the first
/// </code>
/// So later times of day are never earlier moments, and each date is from one moment to another without a gap.
/// </summary>
/// <param name="zone">The time zone.</param>
internal sealed class WallClock(TimeZoneInfo zone)
{
    // Offsets from UTC are between −12 and +14 hours: before and after these, whatever change a date has is still to come, or over.
    private static readonly TimeSpan Before = TimeSpan.FromHours(15), After = TimeSpan.FromHours(13);

    /// <summary>When a date shows a time of day.</summary>
    /// <param name="date">The date.</param>
    /// <param name="time">The time of day.</param>
    public DateTimeOffset MomentOf(DateOnly date, TimeOnly time)
    {
        // As if the zone were UTC.
        var shown = new DateTimeOffset(date.ToDateTime(time), TimeSpan.Zero);
        var (before, after) = (OffsetAt(shown - Before), OffsetAt(shown + After));
        if (OffsetAt(shown - before) == before) return shown - before; // no change until then
        return OffsetAt(shown - after) == after ? shown - after : ChangeOf(shown - Before, shown + After, before);
    }

    /// <summary>The date at a moment: the last one that has begun. Where clocks are set back over midnight it does not go back.</summary>
    public DateOnly DateAt(DateTimeOffset moment)
    {
        var shown = DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(moment, zone).DateTime);
        return MomentOf(shown.AddDays(1), default) <= moment ? shown.AddDays(1) : shown;
    }

    private TimeSpan OffsetAt(DateTimeOffset moment) => zone.GetUtcOffset(moment);

    // When the offset changes, to the tick.
    private DateTimeOffset ChangeOf(DateTimeOffset low, DateTimeOffset high, TimeSpan before)
    {
        while (high.Ticks - low.Ticks > 1)
        {
            var middle = low.AddTicks((high.Ticks - low.Ticks) / 2);
            if (OffsetAt(middle) == before) low = middle;
            else high = middle;
        }

        return high;
    }
}
