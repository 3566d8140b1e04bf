using GlobalLb.Steering.Configuration;
using GlobalLb.Steering.Health;
using GlobalLb.Steering.Snapshots;

namespace GlobalLb.Steering.Tests.Snapshots;

public sealed class StandingFoldTests
{
    [Theory]
    [InlineData(RegionState.Open, EndpointAvailability.Automatic, HealthState.Up, UnknownMeaning.Up, Standing.Available)]
    [InlineData(RegionState.Open, EndpointAvailability.Automatic, HealthState.Down, UnknownMeaning.Up, Standing.Down)]
    [InlineData(RegionState.Open, EndpointAvailability.Automatic, HealthState.Unknown, UnknownMeaning.Up, Standing.Available)]
    [InlineData(RegionState.Open, EndpointAvailability.Automatic, HealthState.Unknown, UnknownMeaning.Down, Standing.Down)]
    [InlineData(RegionState.Open, EndpointAvailability.Automatic, HealthState.Up, UnknownMeaning.Down, Standing.Available)]
    [InlineData(RegionState.Open, EndpointAvailability.ForcedUp, HealthState.Down, UnknownMeaning.Down, Standing.Available)]
    [InlineData(RegionState.Open, EndpointAvailability.ForcedDown, HealthState.Up, UnknownMeaning.Up, Standing.Down)]
    [InlineData(RegionState.Drained, EndpointAvailability.Automatic, HealthState.Up, UnknownMeaning.Up, Standing.Drained)]
    [InlineData(RegionState.Drained, EndpointAvailability.Automatic, HealthState.Down, UnknownMeaning.Up, Standing.Down)]
    [InlineData(RegionState.Drained, EndpointAvailability.ForcedUp, HealthState.Down, UnknownMeaning.Up, Standing.Drained)]
    [InlineData(RegionState.Drained, EndpointAvailability.ForcedDown, HealthState.Up, UnknownMeaning.Up, Standing.Down)]
    [InlineData(RegionState.Evacuated, EndpointAvailability.Automatic, HealthState.Up, UnknownMeaning.Up, Standing.Evacuated)]
    [InlineData(RegionState.Evacuated, EndpointAvailability.Automatic, HealthState.Down, UnknownMeaning.Up, Standing.Evacuated)]
    [InlineData(RegionState.Evacuated, EndpointAvailability.ForcedUp, HealthState.Up, UnknownMeaning.Up, Standing.Evacuated)]
    public void Everything_about_an_endpoint_folds_to_how_it_stands(
        RegionState region, EndpointAvailability availability, HealthState health, UnknownMeaning unknown, Standing expected) =>
        Assert.Equal(expected, Fold(region, availability, health, unknown, isProbed: true));

    [Theory]
    [InlineData(EndpointAvailability.Automatic, Standing.Available)]
    [InlineData(EndpointAvailability.ForcedDown, Standing.Down)]
    public void Without_a_probe_an_endpoint_counts_as_up_whatever_was_found_before(EndpointAvailability availability, Standing expected) =>
        Assert.Equal(expected, Fold(RegionState.Open, availability, HealthState.Down, UnknownMeaning.Down, isProbed: false));

    [Fact]
    public void A_drill_evacuates_until_its_end_and_the_snapshot_knows_when_that_is()
    {
        var end = Example.Noon.AddMinutes(5);
        var document = Example.Document
            .WithRegion("eu-west", region => region with { Drill = new Drill(end, "ada") })
            .WithRegion("us-east", region => region with { Drill = new Drill(end.AddMinutes(1), "ada"), State = RegionState.Drained });
        var health = Example.Down(document);

        var during = Snapshot.Compile(document, 1, health, end.AddTicks(-1));
        Assert.Equal([Standing.Evacuated, Standing.Evacuated, Standing.Evacuated, Standing.Evacuated, Standing.Evacuated, Standing.Available], during.Standings.AsEnumerable());
        Assert.Equal(end, during.ChangesAt);

        var between = during.With(health, end);
        Assert.Equal([Standing.Available, Standing.Available, Standing.Available, Standing.Evacuated, Standing.Evacuated, Standing.Available], between.Standings.AsEnumerable());
        Assert.Equal(end.AddMinutes(1), between.ChangesAt);

        var after = between.With(health, end.AddMinutes(1));
        Assert.Equal([Standing.Available, Standing.Available, Standing.Available, Standing.Drained, Standing.Drained, Standing.Available], after.Standings.AsEnumerable());
        Assert.Null(after.ChangesAt);
    }

    [Theory]
    [InlineData(EndpointAvailability.ForcedDown, HealthState.Up, Standing.Down, Standing.Available)]
    [InlineData(EndpointAvailability.ForcedUp, HealthState.Down, Standing.Available, Standing.Down)]
    public void What_is_forced_until_a_moment_is_automatic_from_then_on(EndpointAvailability availability, HealthState health, Standing before, Standing after)
    {
        var until = Example.Noon.AddMinutes(5);
        var pool = Example.Pool("p", "r") with
        {
            Probe = new Probe { Kind = ProbeKind.Tcp },
            Endpoints = [Example.Endpoint("e", "192.0.2.1") with { Availability = availability, Forced = new Forced { Until = until } }],
        };
        var snapshot = Snapshot.Compile(new ConfigurationDocument { Regions = [Example.Region("r")], Pools = [pool] }, 1, Example.Table([("e", health)]), until.AddTicks(-1));
        Assert.Equal(before, Assert.Single(snapshot.Standings));
        Assert.Equal(until, snapshot.ChangesAt);
        snapshot = snapshot.With(snapshot.Health, until);
        Assert.Equal(after, Assert.Single(snapshot.Standings));
        Assert.Null(snapshot.ChangesAt);
    }

    [Fact]
    public void Other_health_makes_another_snapshot_and_leaves_the_first_as_it_was()
    {
        var before = Example.Document.Compile();
        var after = before.With(Example.Down(Example.Document, "eu-1"), Example.Noon);
        Assert.Equal("eu-1 eu-2", before.Answered());
        Assert.Equal("eu-2", after.Answered());
        Assert.Equal(before.Version, after.Version);
    }

    private static Standing Fold(RegionState region, EndpointAvailability availability, HealthState health, UnknownMeaning unknown, bool isProbed)
    {
        var pool = Example.Pool("p", "r") with
        {
            UnknownMeans = unknown,
            Probe = isProbed ? new Probe { Kind = ProbeKind.Tcp } : null,
            Endpoints = [Example.Endpoint("e", "192.0.2.1") with { Availability = availability }],
        };
        var document = new ConfigurationDocument { Regions = [Example.Region("r", region)], Pools = [pool] };
        return Assert.Single(Snapshot.Compile(document, 1, Example.Table([("e", health)]), Example.Noon).Standings);
    }
}
