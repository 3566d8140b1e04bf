using System.Globalization;

namespace GlobalLb.Store.Health;

/// <summary>Moments as people write them.</summary>
public static class HistoryMoment
{
    /// <summary>Parses a date or a time, with or without an offset from UTC.</summary>
    /// <param name="text">Such as 2026-11-01, 2026-11-01T12:30 or 2026-11-01T12:30:00+02:00.</param>
    /// <param name="zone">Where the time is of when it says no offset. A time that is skipped there is the moment at which clocks are set.</param>
    /// <param name="moment">The moment, in UTC.</param>
    public static bool TryParse(string text, TimeZoneInfo zone, out DateTimeOffset moment)
    {
        moment = default;
        if (!DateTime.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind, out var time)) return false;
        if (time.Kind != DateTimeKind.Unspecified)
            return DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out moment);
        // Within a day of either end of time there may be no such moment in UTC.
        if (time < DateTime.MinValue.AddDays(1) || time > DateTime.MaxValue.AddDays(-1)) zone = TimeZoneInfo.Utc;
        while (zone.IsInvalidTime(time)) time = time.AddMinutes(1);
        moment = new DateTimeOffset(time, zone.GetUtcOffset(time)).ToUniversalTime();
        return true;
    }
}
