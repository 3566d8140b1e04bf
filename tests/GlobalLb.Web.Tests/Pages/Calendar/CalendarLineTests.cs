using GlobalLb.Steering.Configuration;
using GlobalLb.Web.Pages.Calendar;

namespace GlobalLb.Web.Tests.Pages.Calendar;

public sealed class CalendarLineTests
{
    // Noon is a Saturday.
    private static readonly ConfigurationDocument Document = Sample.Document with
    {
        Maintenance =
        [
            new() { Name = "past", From = Sample.Noon.AddHours(-2), To = Sample.Noon, Regions = [Sample.Eu.Code] },
            new() { Name = "weekly", Days = [Weekday.Sun], FromTime = new(23, 0), ToTime = new(1, 0), Zone = "America/New_York", LeadSeconds = 900, Regions = [Sample.Eu.Code], Pools = [Sample.EuPool.Code] },
            new() { Name = "now", From = Sample.Noon.AddMinutes(5), To = Sample.Noon.AddMinutes(30), LeadSeconds = 600, Endpoints = [new("eu-1"), new("us-1")] },
        ],
    };

    [Fact]
    public void What_is_on_is_first_and_what_is_over_last()
    {
        var lines = CalendarLine.All(Document, Sample.Noon);
        Assert.Equal([("now", CalendarState.On), ("weekly", CalendarState.Coming), ("past", CalendarState.Over)], lines.Select(line => (line.Written.Name, line.State(Sample.Noon))));
        Assert.Equal(["drained, begins in 5 min", "in 39 h", "over"], lines.Select(line => line.Word(Sample.Noon)));
        Assert.Equal("on, 25 min left", lines[0].Word(Sample.Noon.AddMinutes(5)));
        Assert.Equal([2, 1, 1], lines.Select(line => line.Endpoints));
        Assert.Equal(Sample.Noon.AddMinutes(5), CalendarLine.ChangesAt(lines, Sample.Noon));
        Assert.Null(CalendarLine.ChangesAt([], Sample.Noon));
    }

    [Fact]
    public void Each_is_told_in_words_and_by_any_clock()
    {
        var weekly = CalendarLine.All(Document, Sample.Noon)[1];
        Assert.Equal("Sun 23:00–01:00 America/New_York, drained 15 min before", weekly.Comes);
        Assert.Equal("regions eu; pools eu-web", weekly.About);
        Assert.Equal("Sun 2026-02-01 23:00 – Mon 2026-02-02 01:00 America/New_York", CalendarLine.Span(weekly.Next!.Value, weekly.Zone));
        Assert.Equal("Mon 2026-02-02 04:00 – 06:00 UTC", CalendarLine.Span(weekly.Next.Value, TimeZoneInfo.Utc));
    }
}
