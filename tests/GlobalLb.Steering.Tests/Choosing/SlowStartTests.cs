using System.Collections.Frozen;
using GlobalLb.Steering.Configuration;
using GlobalLb.Steering.Health;
using GlobalLb.Steering.Snapshots;

namespace GlobalLb.Steering.Tests.Choosing;

public sealed class SlowStartTests
{
    private const int Draws = 1100;

    private static readonly ConfigurationDocument Pool = Example.WithPolicy(Example.Leaf("eu-web")).WithPool("eu-web", pool => pool with { Probe = new Probe { Kind = ProbeKind.Tcp }, SlowStart = 100 });

    // Of eleven clients one comes to the endpoint with a tenth of its weight beside one with all of it, and so on.
    [Theory]
    [InlineData(0, 1)]
    [InlineData(9, 1)]
    [InlineData(10, 2)]
    [InlineData(85, 9)]
    [InlineData(90, 10)]
    [InlineData(100, 10)]
    [InlineData(-50, 1)] // the clock of who judged is ahead of ours
    [InlineData(-100, 10)]
    public void An_endpoint_that_came_up_gets_its_share_in_tenths(int seconds, int tenths)
    {
        var snapshot = Snapshot.Compile(Pool, 1, Up(Pool, ("eu-1", Example.Noon)), Example.Noon.AddSeconds(seconds));
        Assert.Equal(Math.Round(Draws * tenths / (10.0 + tenths)), First(snapshot, "eu-1"), 12.0);
    }

    [Fact]
    public void When_nobody_else_is_there_it_gets_everything()
    {
        var health = Up(Pool, ("eu-1", Example.Noon));
        var snapshot = Snapshot.Compile(Pool.WithPool("eu-web", pool => pool with { Endpoints = pool.Endpoints.RemoveAt(1) }), 1, health, Example.Noon);
        Assert.Equal(Draws, First(snapshot, "eu-1"));
    }

    [Fact]
    public void The_snapshot_knows_each_step_and_then_there_is_none()
    {
        var snapshot = Snapshot.Compile(Pool, 1, Up(Pool, ("eu-1", Example.Noon.AddMilliseconds(300))), Example.Noon.AddSeconds(1));
        var steps = new List<double>();
        while (snapshot.ChangesAt is { } next)
        {
            steps.Add((next - Example.Noon).TotalSeconds);
            snapshot = snapshot.With(snapshot.Health, next);
        }

        Assert.Equal([11, 21, 31, 41, 51, 61, 71, 81, 91], steps); // in whole seconds
        Assert.Equal(Draws / 2, First(snapshot, "eu-1"), 12.0);
    }

    [Fact]
    public void What_stopped_being_forced_down_came_up_then()
    {
        var until = Example.Noon.AddHours(1);
        var document = Pool.WithPool("eu-web", pool => pool with
        {
            Endpoints = pool.Endpoints.Replace(0, endpoint => endpoint with { Availability = EndpointAvailability.ForcedDown, Forced = new Forced { Reason = "disk", Owner = "ada", Until = until } }),
        });
        var health = Up(document, ("eu-1", Example.Noon.AddDays(-1)));
        var forced = Snapshot.Compile(document, 1, health, until.AddTicks(-1));
        Assert.Equal("eu-2", forced.Answered());
        Assert.Equal(until, forced.ChangesAt);
        var after = forced.With(health, until);
        Assert.Equal("eu-1 eu-2", after.Answered());
        Assert.Equal(Math.Round(Draws / 11.0), First(after, "eu-1"), 12.0);
        Assert.Equal(until.AddSeconds(10), after.ChangesAt);
    }

    // A region takes so many tenths of its clients; the others go on as if it had nothing.
    [Theory]
    [InlineData(0, 10)]
    [InlineData(29, 30)]
    [InlineData(55, 60)]
    [InlineData(90, 100)]
    public void A_region_that_returned_gets_its_share_in_tenths_whatever_the_policy(int seconds, int percent)
    {
        PolicyNode failover = Example.Failover("eu-web", "us-web"), geographic = Example.Geographic(Example.Leaf("us-web"), ("continent:EU", Example.Leaf("eu-web")));
        foreach (var policy in (PolicyNode[])[failover, geographic, Example.Failover(Example.Failover(Example.Failover("eu-web")), Example.Leaf("us-web"))])
        {
            var document = Example.WithPolicy(policy).WithRegion("eu-west", region => (region with { SlowStart = 100 }).Open(Example.Noon));
            var snapshot = Snapshot.Compile(document, 1, Example.Down(document), Example.Noon.AddSeconds(seconds));
            Assert.InRange(Draw(snapshot, "10.1.0.1").Count(answer => answer == "eu-1 eu-2") * 100.0 / Draws, percent - 4, percent + 4);
        }
    }

    [Fact]
    public void In_a_weighted_policy_it_gets_tenths_of_its_weight()
    {
        var document = Example.WithPolicy(Example.Weighted((1, Example.Leaf("eu-web")), (1, Example.Leaf("us-web"))))
            .WithRegion("eu-west", region => (region with { SlowStart = 100 }).Open(Example.Noon));
        var snapshot = Snapshot.Compile(document, 1, Example.Down(document), Example.Noon.AddSeconds(35));
        Assert.InRange(Draw(snapshot).Count(answer => answer == "eu-1 eu-2") * 100.0 / Draws, 16, 24); // 4 tenths of a half
    }

    [Fact]
    public void Networks_that_stick_come_back_one_by_one_and_stay()
    {
        var policy = new StickyNode { Branches = [new(1, Example.Leaf("eu-web")), new(1, Example.Leaf("us-web"))] };
        var document = Example.WithPolicy(policy).WithRegion("eu-west", region => (region with { SlowStart = 100 }).Open(Example.Noon));
        var before = new HashSet<int>();
        for (var seconds = 5; seconds < 110; seconds += 10)
        {
            var snapshot = Snapshot.Compile(document, 1, Example.Down(document), Example.Noon.AddSeconds(seconds));
            HashSet<int> back = [.. Enumerable.Range(0, 250).Where(i => snapshot.Answered($"10.{i}.0.1", draw: (ulong)seconds << 40) == "eu-1 eu-2")];
            Assert.Superset(before, back);
            before = back;
        }

        Assert.InRange(before.Count, 95, 155);
    }

    [Fact]
    public void A_network_that_sticks_comes_over_once_and_not_with_every_answer()
    {
        var policy = new StickyNode { Branches = [new(1, Example.Leaf("eu-web")), new(1, Example.Leaf("us-web"))] };
        var document = Example.WithPolicy(policy).WithRegion("eu-west", region => (region with { SlowStart = 100 }).Open(Example.Noon));
        var snapshot = Snapshot.Compile(document, 1, Example.Down(document), Example.Noon.AddSeconds(55));
        var answers = Enumerable.Range(0, 60).Select(i => Assert.Single(Example.Stratified(20).Select(draw => snapshot.Answered($"10.{i}.0.1", draw: draw)).Distinct()));
        Assert.Equal(["eu-1 eu-2", "us-1"], answers.Distinct().Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("us-1 ap-1")]
    [InlineData("ap-1")] // us is drained: that is for when nothing else can
    public void When_nobody_else_can_it_takes_everyone(string down)
    {
        var document = Example.Document.WithState("us-east", RegionState.Drained).WithRegion("eu-west", region => (region with { SlowStart = 100 }).Open(Example.Noon));
        var snapshot = Snapshot.Compile(document, 1, Example.Down(document, down.Split(' ')), Example.Noon);
        Assert.All(Draw(snapshot), answer => Assert.Equal("eu-1 eu-2", answer));
        Assert.False(snapshot.Choose().IsFallback);
    }

    [Theory]
    [InlineData(true, "eu-1 eu-2")]
    [InlineData(false, "eu-6")]
    public void It_takes_everyone_before_what_is_drained_even_when_it_has_one_family_alone(bool isIPv4, string expected)
    {
        var document = Example.WithPolicy(Example.Failover("us-web", "eu-web")).WithState("us-east", RegionState.Drained)
            .WithRegion("eu-west", region => (region with { SlowStart = 100 }).Open(Example.Noon))
            .WithPool("eu-web", pool => pool with { Endpoints = isIPv4 ? pool.Endpoints[..2] : pool.Endpoints[2..] });
        var snapshot = Snapshot.Compile(document, 1, Example.Down(document), Example.Noon);
        Assert.All(Example.Stratified(50), draw => Assert.Equal(expected, snapshot.Answered(isIPv4: isIPv4, draw: draw)));
    }

    [Fact]
    public void The_end_of_a_drill_is_a_return()
    {
        var document = Example.Document.WithRegion("eu-west", region => region with { SlowStart = 100, Drill = new Drill(Example.Noon, "ada") });
        var snapshot = Snapshot.Compile(document, 1, Example.Down(document), Example.Noon.AddSeconds(-1));
        Assert.Equal("us-1", snapshot.Answered());
        snapshot = snapshot.With(snapshot.Health, snapshot.ChangesAt!.Value);
        Assert.Contains("us-1", Draw(snapshot));
        Assert.Equal(Example.Noon.AddSeconds(10), snapshot.ChangesAt);

        // Taking the drill out of the configuration changes nothing of that.
        var tidied = document.WithRegion("eu-west", region => region.EndDrill(Example.Noon.AddSeconds(3)));
        Assert.Null(tidied.Regions[0].Drill);
        Assert.Equal(Draw(snapshot), Draw(Snapshot.Compile(tidied, 2, snapshot.Health, Example.Noon.AddSeconds(3))));
    }

    [Fact]
    public void Without_slow_start_a_region_that_is_opened_is_written_as_before()
    {
        var region = Example.Region("eu-west", RegionState.Drained);
        Assert.Equal(region with { State = RegionState.Open }, region.Open(Example.Noon));
        Assert.Equal(region, (region with { Drill = new Drill(Example.Noon, "ada") }).EndDrill(Example.Noon));
    }

    [Fact]
    public void A_drill_that_is_ended_by_hand_ends_then()
    {
        var region = Example.Region("eu-west") with { SlowStart = 100, Drill = new Drill(Example.Noon, "ada") };
        Assert.Equal(Example.Noon.AddMinutes(-1), region.EndDrill(Example.Noon.AddMinutes(-1)).OpenedAt);
        Assert.Equal(Example.Noon, region.EndDrill(Example.Noon.AddMinutes(1)).OpenedAt);
        Assert.Null((region with { State = RegionState.Drained }).EndDrill(Example.Noon).OpenedAt);
    }

    private static int First(Snapshot snapshot, string endpoint) => Enumerable.Range(0, 10).Sum(round => Example.Stratified(Draws).Count(draw =>
    {
        var lineup = new Steering.Choosing.Lineup(snapshot.Choose(), Steering.Choosing.Chance.Next(draw + (ulong)round));
        return lineup.TryNext(out var index, out _) && snapshot.Endpoints[index].Code.Value == endpoint;
    })) / 10;

    private static IEnumerable<string> Draw(Snapshot snapshot, string client = "192.0.2.99") => Example.Stratified(Draws).Select(draw => snapshot.Answered(client, draw: draw));

    private static HealthTable Up(ConfigurationDocument document, params (string Endpoint, DateTimeOffset Since)[] since) => new()
    {
        Endpoints = document.Pools.SelectMany(pool => pool.Endpoints).ToFrozenDictionary(endpoint => endpoint.Code, endpoint =>
            new EndpointHealth(HealthState.Up, since.Where(one => one.Endpoint == endpoint.Code.Value).Select(one => (DateTimeOffset?)one.Since).FirstOrDefault() ?? Example.Noon.AddDays(-7), "test")),
    };
}
