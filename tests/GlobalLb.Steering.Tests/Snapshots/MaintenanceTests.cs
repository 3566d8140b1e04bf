using GlobalLb.Dns.Names;
using GlobalLb.Steering.Choosing;
using GlobalLb.Steering.Configuration;
using GlobalLb.Steering.Snapshots;

namespace GlobalLb.Steering.Tests.Snapshots;

public sealed class MaintenanceTests
{
    private static readonly Maintenance Once = new() { Name = "disks", From = Example.Noon.AddHours(1), To = Example.Noon.AddHours(2), LeadSeconds = 600, Endpoints = [new("eu-1")] };

    // Noon is a Wednesday.
    private static readonly Maintenance Weekly = new()
    {
        Name = "kernels",
        Days = [Weekday.Wed],
        FromTime = new(23, 0),
        ToTime = new(1, 0),
        Zone = "UTC",
        LeadSeconds = 3600,
        Regions = [new("eu-west")],
    };

    [Theory]
    [InlineData(49.99, false, 50)]
    [InlineData(50, true, 120)]
    [InlineData(119.99, true, 120)]
    [InlineData(120, false, null)]
    public void A_maintenance_drains_from_its_lead_to_its_end(double minute, bool isDrained, int? changes)
    {
        var snapshot = At(Once, Example.Noon.AddMinutes(minute));
        Assert.Equal(isDrained ? Standing.Drained : Standing.Available, snapshot.Standings[0]);
        Assert.Equal(Standing.Available, snapshot.Standings[1]);
        Assert.Equal(changes is { } at ? Example.Noon.AddMinutes(at) : null, snapshot.ChangesAt);
    }

    [Theory]
    [InlineData(0, false)]
    [InlineData(9.9, false)]
    [InlineData(10, true)]
    [InlineData(11, true)]
    [InlineData(12.9, true)]
    [InlineData(13, false)]
    [InlineData(34, false)]
    [InlineData(178, true)]
    [InlineData(181, false)]
    public void One_of_every_week_comes_on_its_days_and_goes_over_midnight(double hour, bool isDrained)
    {
        var snapshot = At(Weekly, Example.Noon.AddHours(hour));
        Assert.Equal(Enumerable.Repeat(isDrained ? Standing.Drained : Standing.Available, 3), snapshot.Standings.Take(3));
        Assert.Equal(Standing.Available, snapshot.Standings[3]);
    }

    [Fact]
    public void A_snapshot_that_follows_its_own_times_is_never_behind()
    {
        var document = Example.Document with { Maintenance = [Once, Weekly with { Days = [Weekday.Wed, Weekday.Thu] }, Weekly with { Name = "longer", Zone = "Europe/Berlin", LeadSeconds = 3 * 86_400, Regions = [], Pools = [new("us-web")] }] };
        var snapshot = Snapshot.Compile(document, 1, Example.Down(document), Example.Noon);
        for (var now = Example.Noon; now < Example.Noon.AddDays(15); now = now.AddMinutes(10))
        {
            if (snapshot.IsStale(now)) snapshot = snapshot.With(snapshot.Health, now);
            Assert.Equal(Snapshot.Compile(document, 1, Example.Down(document), now).Standings.AsEnumerable(), snapshot.Standings.AsEnumerable());
        }
    }

    [Fact]
    public void What_is_drained_is_answered_when_nothing_else_is_and_the_explanation_says_why()
    {
        var now = Example.Noon.AddHours(1);
        Assert.Equal("eu-2", At(Once, now).Answered());
        var all = At(Once with { Endpoints = [], Regions = [new("eu-west"), new("us-east"), new("ap-south")] }, now);
        Assert.Equal("eu-1 eu-2", all.Answered());
        var explanation = Explainer.Explain(At(Once, now), DomainName.Parse("www.example.test"), new Client(Example.Address("192.0.2.99")), true, 0)!;
        Assert.Contains(explanation.Steps.SelectMany(step => step.Node?.Candidates ?? []), each => each.Why == "drained for the maintenance 'disks' until 2030-01-02 14:00:00Z");
    }

    [Fact]
    public void The_calendar_says_the_same()
    {
        var calendar = new MaintenanceCalendar(Example.Document with { Maintenance = [Once] });
        Assert.Empty(calendar.At(Example.Noon));
        Assert.Equal(["eu-1"], calendar.At(Example.Noon.AddMinutes(50)).Select(code => code.Value));
        Assert.Empty(calendar.At(Example.Noon.AddHours(2)));
    }

    [Fact]
    public void What_is_down_stays_down_in_maintenance() =>
        Assert.Equal(Standing.Down, Snapshot.Compile(Example.Document with { Maintenance = [Once] }, 1, Example.Down(Example.Document, "eu-1"), Example.Noon.AddHours(1)).Standings[0]);

    private static Snapshot At(Maintenance maintenance, DateTimeOffset now)
    {
        var document = Example.Document with { Maintenance = [maintenance] };
        return Snapshot.Compile(document, 1, Example.Down(document), now);
    }
}
