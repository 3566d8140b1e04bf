using System.Globalization;
using GlobalLb.Steering.Configuration;
using GlobalLb.Steering.Snapshots;

namespace GlobalLb.Steering.Tests.Choosing;

public sealed class ScheduleTests
{
    private static readonly Weekday[] Week = Enum.GetValues<Weekday>();

    // Office hours in Berlin go to eu, nights of Fridays to us; Christmas Eve to us all day; the rest to ap.
    private static readonly ScheduleNode Office = new()
    {
        Zone = "Europe/Berlin",
        Windows = [Window("08:00", "18:00", "eu-web", Weekday.Mon, Weekday.Tue, Weekday.Wed, Weekday.Thu, Weekday.Fri), Window("22:00", "06:00", "us-web", Weekday.Fri)],
        Exceptions = [new(new DateOnly(2026, 12, 24), Example.Leaf("us-web")), new(new DateOnly(2026, 12, 26), Example.Leaf("eu-web"))],
        Otherwise = Example.Leaf("ap-web"),
    };

    [Theory]
    [InlineData("2026-06-01T05:59Z", "ap-1")] // a Monday in summer
    [InlineData("2026-06-01T06:00Z", "eu-1 eu-2")]
    [InlineData("2026-06-01T15:59Z", "eu-1 eu-2")]
    [InlineData("2026-06-01T16:00Z", "ap-1")]
    [InlineData("2026-12-01T06:59Z", "ap-1")] // a Tuesday in winter
    [InlineData("2026-12-01T07:00Z", "eu-1 eu-2")]
    [InlineData("2026-06-05T19:59Z", "ap-1")] // a Friday, before ten at night
    [InlineData("2026-06-05T20:00Z", "us-1")]
    [InlineData("2026-06-06T03:59Z", "us-1")] // the Saturday after
    [InlineData("2026-06-06T04:00Z", "ap-1")]
    [InlineData("2026-06-06T20:00Z", "ap-1")]
    [InlineData("2026-12-23T22:59Z", "ap-1")]
    [InlineData("2026-12-23T23:00Z", "us-1")] // the exception begins at midnight in Berlin
    [InlineData("2026-12-24T10:00Z", "us-1")]
    [InlineData("2026-12-24T23:00Z", "ap-1")]
    [InlineData("2026-12-26T02:00Z", "eu-1 eu-2")] // and cuts Friday's night short
    [InlineData("2026-12-25T22:59Z", "us-1")]
    public void The_time_in_its_zone_decides(string now, string expected) => Assert.Equal(expected, At(Office, now).Answered());

    [Theory]
    [InlineData("02:15", "02:45", "2026-03-29T00:59Z", "ap-1")] // the hour is skipped: it does not open
    [InlineData("02:15", "02:45", "2026-03-29T01:00Z", "ap-1")]
    [InlineData("02:30", "04:00", "2026-03-29T00:59Z", "ap-1")] // it opens when clocks are set
    [InlineData("02:30", "04:00", "2026-03-29T01:00Z", "eu-1 eu-2")]
    [InlineData("01:00", "02:30", "2026-03-29T00:59Z", "eu-1 eu-2")]
    [InlineData("01:00", "02:30", "2026-03-29T01:00Z", "ap-1")]
    [InlineData("02:15", "02:45", "2026-10-25T00:15Z", "eu-1 eu-2")] // the first of both
    [InlineData("02:15", "02:45", "2026-10-25T00:45Z", "ap-1")]
    [InlineData("02:15", "02:45", "2026-10-25T01:15Z", "ap-1")] // not the second
    [InlineData("02:30", "03:00", "2026-10-25T01:59Z", "eu-1 eu-2")] // an hour and a half
    [InlineData("02:30", "03:00", "2026-10-25T02:00Z", "ap-1")]
    public void Where_clocks_are_set_a_window_opens_and_closes_once(string from, string to, string now, string expected) =>
        Assert.Equal(expected, At(Office with { Windows = [Window(from, to, "eu-web", Weekday.Sun)] }, now).Answered());

    [Theory]
    [InlineData("00:00", "00:00", "2026-06-01T22:00Z", "eu-1 eu-2")]
    [InlineData("12:00", "12:00", "2026-06-02T09:59Z", "eu-1 eu-2")]
    public void A_window_that_closes_when_it_opens_is_open_for_a_whole_day(string from, string to, string now, string expected) =>
        Assert.Equal(expected, At(Office with { Windows = [Window(from, to, "eu-web", Week)] }, now).Answered());

    [Theory]
    [InlineData("", "eu-1 eu-2")]
    [InlineData("eu-1 eu-2", "ap-1")]
    public void When_the_child_for_now_has_nothing_otherwise_is_asked_and_no_other(string down, string expected) =>
        Assert.Equal(expected, At(Office, "2026-06-01T10:00Z", down.Split(' ')).Answered());

    [Fact]
    public void What_is_not_asked_now_does_not_count_as_available()
    {
        var policy = Example.Failover(Office, Example.Leaf("us-web"));
        Assert.Equal("us-1", At(policy, "2026-06-01T10:00Z", "eu-1", "eu-2", "ap-1").Answered());
        var picky = Example.Failover(Office with { Minimum = new() { Count = 2 } }, Example.Leaf("us-web"));
        Assert.Equal("eu-1 eu-2", At(picky, "2026-06-01T10:00Z").Answered());
        Assert.Equal("us-1", At(picky, "2026-06-01T20:00Z").Answered());
    }

    // A Monday at noon in Berlin; all that the client is sent to is evacuated, us-web is where others are sent to.
    [Theory]
    [InlineData(0, "")]
    [InlineData(1, "us-1")] // a fence of Friday nights holds nobody on a Monday
    [InlineData(2, "")]
    public void A_fence_holds_whom_the_child_for_now_or_otherwise_keeps_inside(int child, string expected)
    {
        var fenced = Example.Geographic(Example.Leaf("us-web"), ("country:DE", Example.Leaf("eu-web")));
        fenced = fenced with { Branches = fenced.Branches.Replace(0, branch => branch with { Fence = true }) };
        PolicyNode Child(int number) => number == child ? fenced : Example.Leaf("eu-web");
        var policy = Office with { Windows = [Office.Windows[0] with { Node = Child(0) }, Office.Windows[1] with { Node = Child(1) }], Exceptions = [], Otherwise = Child(2) };
        var document = Example.WithPolicy(policy).WithState("eu-west", RegionState.Evacuated);
        Assert.Equal(expected, Snapshot.Compile(document, 1, Example.Down(document), Moment("2026-06-01T10:00Z")).Answered("10.1.0.1"));
    }

    [Fact]
    public void The_snapshot_knows_when_the_next_window_opens_or_closes()
    {
        var snapshot = At(Office, "2026-06-01T05:00Z");
        var opens = Moment("2026-06-01T06:00Z");
        Assert.Equal(opens, snapshot.ChangesAt);
        var open = snapshot.With(snapshot.Health, opens);
        Assert.Equal("eu-1 eu-2", open.Answered());
        Assert.Equal(opens.AddHours(10), open.ChangesAt);
    }

    [Theory]
    [InlineData("2026-03-27T00:00Z")]
    [InlineData("2026-10-23T00:00Z")]
    [InlineData("2026-12-22T00:00Z")]
    public void Folding_when_the_snapshot_says_so_comes_to_the_same_as_folding_every_minute(string from)
    {
        var start = Moment(from);
        var (followed, folds) = (At(Office, from), 0);
        for (var now = start; now < start.AddDays(6); now = now.AddMinutes(1))
        {
            if (followed.ChangesAt <= now)
            {
                followed = followed.With(followed.Health, now);
                folds++;
            }

            Assert.Equal(followed.With(followed.Health, now).Answered(), followed.Answered());
        }

        Assert.InRange(folds, 6, 60);
    }

    [Fact]
    public void Why_says_which_window_is_open()
    {
        var trace = new Steering.Choosing.Trace();
        var snapshot = At(Office, "2026-06-01T10:00Z", "eu-1", "eu-2");
        Steering.Choosing.Chooser.Choose(snapshot.SteeredNames[0], snapshot, new(Example.Address("192.0.2.99")), true, 0, trace);
        Assert.Equal("schedule: window 1 is open", trace.Steps[0].Sentence);
        Assert.Contains(trace.Steps, step => step.Sentence == "nothing there: otherwise");
    }

    private static ScheduleWindow Window(string from, string to, string pool, params Weekday[] days) =>
        new() { From = TimeOnly.Parse(from, CultureInfo.InvariantCulture), To = TimeOnly.Parse(to, CultureInfo.InvariantCulture), Days = [.. days], Node = Example.Leaf(pool) };

    private static DateTimeOffset Moment(string text) => DateTimeOffset.Parse(text, CultureInfo.InvariantCulture);

    private static Snapshot At(PolicyNode policy, string now, params string[] down)
    {
        var document = Example.WithPolicy(policy);
        return Snapshot.Compile(document, 1, Example.Down(document, down), Moment(now));
    }
}
