using System.Globalization;
using FsCheck;
using FsCheck.Fluent;
using GlobalLb.Steering.Snapshots;

namespace GlobalLb.Steering.Tests.Snapshots;

public sealed class WallClockTests
{
    private static readonly string[] Zones = ["UTC", "Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "America/Sao_Paulo", "Asia/Kolkata", "Pacific/Apia", "Africa/Casablanca"];

    [Theory]
    [InlineData("UTC", "2026-03-29", "02:30", "2026-03-29T02:30Z")]
    [InlineData("Asia/Kolkata", "2026-03-29", "00:00", "2026-03-28T18:30Z")]
    [InlineData("Europe/Berlin", "2026-03-29", "01:59", "2026-03-29T00:59Z")]
    [InlineData("Europe/Berlin", "2026-03-29", "02:00", "2026-03-29T01:00Z")]
    [InlineData("Europe/Berlin", "2026-03-29", "02:30", "2026-03-29T01:00Z")] // skipped
    [InlineData("Europe/Berlin", "2026-03-29", "03:00", "2026-03-29T01:00Z")]
    [InlineData("Europe/Berlin", "2026-03-29", "03:01", "2026-03-29T01:01Z")]
    [InlineData("Europe/Berlin", "2026-10-25", "01:59", "2026-10-24T23:59Z")]
    [InlineData("Europe/Berlin", "2026-10-25", "02:30", "2026-10-25T00:30Z")] // the first of two
    [InlineData("Europe/Berlin", "2026-10-25", "03:00", "2026-10-25T02:00Z")]
    [InlineData("America/Sao_Paulo", "2018-11-04", "00:00", "2018-11-04T03:00Z")] // midnight is skipped
    [InlineData("America/Sao_Paulo", "2018-02-18", "00:00", "2018-02-18T03:00Z")] // 23:00 to 24:00 came twice before
    [InlineData("Pacific/Apia", "2011-12-30", "12:00", "2011-12-30T10:00Z")] // the whole day is skipped
    [InlineData("Pacific/Apia", "2011-12-31", "00:00", "2011-12-30T10:00Z")]
    public void A_time_of_day_is_the_first_moment_at_which_the_wall_shows_it_or_later(string zone, string date, string time, string expected) =>
        Assert.Equal(DateTimeOffset.Parse(expected, CultureInfo.InvariantCulture), Clock(zone).MomentOf(DateOnly.Parse(date, CultureInfo.InvariantCulture), TimeOnly.Parse(time, CultureInfo.InvariantCulture)));

    [Fact]
    public void Later_times_are_never_earlier_moments() => Prop.ForAll(
        (from zone in Gen.Elements(Zones) from minute in Minutes from more in Gen.Choose(0, 3000) select (zone, minute, more)).ToArbitrary(),
        world => MomentOf(world.zone, world.minute) <= MomentOf(world.zone, world.minute + world.more)).Check(Config.QuickThrowOnFailure.WithMaxTest(3000));

    [Fact]
    public void A_moment_is_in_the_date_that_began_last() => Prop.ForAll(
        (from zone in Gen.Elements(Zones) from minute in Minutes select (zone, minute)).ToArbitrary(),
        world =>
        {
            var (clock, moment) = (Clock(world.zone), DateTimeOffset.UnixEpoch.AddMinutes(world.minute));
            var date = clock.DateAt(moment);
            return clock.MomentOf(date, default) <= moment && moment < clock.MomentOf(date.AddDays(1), default);
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(3000));

    // Mostly around the days on which clocks change.
    private static Gen<int> Minutes => Gen.OneOf(
        Gen.Choose(20_000 * 1440, 30_000 * 1440),
        from day in Gen.Elements("2026-03-29", "2026-10-25", "2026-04-05", "2026-11-01", "2018-11-04", "2018-02-18", "2011-12-30", "2026-02-15")
        from minute in Gen.Choose(-1440, 2880)
        select (int)(DateTimeOffset.Parse(day + "T00:00Z", CultureInfo.InvariantCulture) - DateTimeOffset.UnixEpoch).TotalMinutes + minute);

    private static DateTimeOffset MomentOf(string zone, int minute)
    {
        var shown = DateTime.UnixEpoch.AddMinutes(minute);
        return Clock(zone).MomentOf(DateOnly.FromDateTime(shown), TimeOnly.FromDateTime(shown));
    }

    private static WallClock Clock(string zone) => new(TimeZoneInfo.FindSystemTimeZoneById(zone));
}
