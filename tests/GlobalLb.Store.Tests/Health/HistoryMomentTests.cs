using System.Globalization;
using GlobalLb.Store.Health;

namespace GlobalLb.Store.Tests.Health;

public sealed class HistoryMomentTests
{
    [Theory]
    [InlineData("2026-11-01", "2026-10-31T23:00:00Z")]
    [InlineData("2026-07-01T12:30", "2026-07-01T10:30:00Z")]
    [InlineData("2026-07-01T12:30:00Z", "2026-07-01T12:30:00Z")]
    [InlineData("2026-07-01T12:30:00-03:00", "2026-07-01T15:30:00Z")]
    [InlineData("2026-03-29T02:30", "2026-03-29T01:00:00Z")] // skipped: clocks were set from 02:00 to 03:00
    [InlineData("0001-01-01", "0001-01-01T00:00:00Z")]
    public void A_time_without_offset_is_of_the_time_zone(string text, string moment)
    {
        Assert.True(HistoryMoment.TryParse(text, TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin"), out var read));
        Assert.Equal(DateTimeOffset.Parse(moment, CultureInfo.InvariantCulture), read);
    }

    [Theory]
    [InlineData("yesterday")]
    [InlineData("2026-02-30")]
    public void What_is_no_moment_is_none(string text) => Assert.False(HistoryMoment.TryParse(text, TimeZoneInfo.Utc, out _));
}
