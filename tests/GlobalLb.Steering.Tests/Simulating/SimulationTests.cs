using System.Collections.Frozen;
using System.Net;
using GlobalLb.Steering.Choosing;
using GlobalLb.Steering.Configuration;
using GlobalLb.Steering.Health;
using GlobalLb.Steering.Simulating;
using GlobalLb.Steering.Snapshots;

namespace GlobalLb.Steering.Tests.Simulating;

public sealed class SimulationTests
{
    private static readonly ConfigurationDocument Document = Example.WithPolicy(
        Example.Geographic(Example.Failover("us-web", "ap-web"), ("continent:EU", Example.Failover("eu-web", "us-web")), ("country:IN", Example.Leaf("ap-web"))));

    [Fact]
    public void A_fault_moves_those_who_were_sent_there_and_nobody_else()
    {
        var simulation = Simulation.Play(Document.Compile(), Document, new Fault { Regions = [new("eu-west")] });
        Assert.Equal(7, simulation.Version);
        Assert.Equal(["10.1.0.0/16, DE (EU)", "continent EU"], simulation.Moves.Where(move => move.IsMove).Select(move => move.Place).Order(StringComparer.Ordinal));
        Assert.All(simulation.Moves.Where(move => move.IsMove), move =>
        {
            Assert.Equal("eu-west (eu-web)", Assert.Single(move.Before).ToString());
            Assert.Equal("us-east (us-web)", Assert.Single(move.After).ToString());
            Assert.Equal(1, move.Moved);
            Assert.False(move.IsFallback || move.IsEmpty);
        });
        Assert.Equal(["continent AF", "continent AS", "continent EU", "continent NA", "continent OC", "continent SA", "country IN", "10.1.0.0/16, DE (EU)", "10.2.0.0/16, US (NA)", "anywhere else"], simulation.Moves.Select(move => move.Place));
    }

    [Theory]
    [InlineData("eu-1", 0)]
    [InlineData("eu-1 eu-2", 2)]
    public void A_pool_moves_nobody_while_one_of_its_endpoints_is_left(string endpoints, int moved) =>
        Assert.Equal(moved, Simulation.Play(Document.Compile(), Document, new Fault { Endpoints = [.. endpoints.Split(' ').Select(code => new EndpointCode(code))] }).Moves.Count(move => move.IsMove));

    [Fact]
    public void A_pool_may_fail_as_a_whole() =>
        Assert.Contains(Simulation.Play(Document.Compile(), Document, new Fault { Pools = [new("ap-web")] }).Moves, move => move.Place == "country IN" && move.IsMove);

    [Theory]
    [InlineData("near", SilenceMeaning.Unknown, false)]
    [InlineData("near far", SilenceMeaning.Hold, false)]
    [InlineData("near far", SilenceMeaning.Unknown, true)]
    public void A_pool_that_no_vantage_sees_any_more_counts_as_it_says(string vantages, SilenceMeaning silence, bool isMoving)
    {
        var document = Document with
        {
            Vantages = [.. new[] { "near", "far" }.Select(code => new KnownVantage { Code = new(code) })],
            Pools = [.. Document.Pools.Select(pool => pool.Code.Value == "eu-web" ? pool with { UnknownMeans = UnknownMeaning.Down, WithoutVantages = silence } : pool)],
        };
        var up = document.Pools.SelectMany(pool => pool.Endpoints).ToFrozenDictionary(endpoint => endpoint.Code, _ => new EndpointHealth(HealthState.Up, Example.Noon, "well"));
        var snapshot = Snapshot.Compile(document, 7, new HealthTable { Endpoints = up }, Example.Noon);
        var fault = Fault.Of(vantages.Split(' '), document, out var problems);
        Assert.Empty(problems);
        Assert.Equal(isMoving, Simulation.Play(snapshot, document, fault).Moves.Any(move => move.IsMove && move.Before[0].Pool?.Value == "eu-web"));
    }

    [Fact]
    public void A_part_moves_in_the_proportion_of_the_weights()
    {
        var document = Example.WithPolicy(Example.Weighted((3, Example.Leaf("eu-web")), (1, Example.Leaf("us-web"))));
        var move = Simulation.Play(document.Compile(), document, new Fault { Regions = [new("us-east")] }).Moves[0];
        Assert.InRange(move.Moved, 0.2, 0.3);
        Assert.Equal(1, move.Before.Sum(share => share.Part), 6);
        Assert.Equal(1, Assert.Single(move.After).Part);
        Assert.Equal(["eu-web", "us-web"], move.Before.Select(share => share.Pool?.Value));
        Assert.Equal(0, Simulation.Play(document.Compile(), document, new Fault()).Moves.Sum(still => still.Moved));
    }

    [Fact]
    public void When_everything_fails_the_fallback_is_shown()
    {
        var everything = new Fault { Regions = [new("eu-west"), new("us-east"), new("ap-south")] };
        var closed = Simulation.Play(Example.WithPolicy(Example.Leaf("eu-web"), Fallback.NoData).Compile(), Document, everything).Moves;
        Assert.All(closed, move => Assert.True(move.IsEmpty && !move.IsFallback && move.IsMove));
        Assert.Equal("nothing", Assert.Single(closed[0].After).ToString());

        var open = Simulation.Play(Example.WithPolicy(Example.Failover("eu-web", "us-web"), Fallback.AllEndpoints).Compile(), Document, everything).Moves;
        Assert.All(open, move => Assert.True(move.IsFallback && !move.IsEmpty));
        Assert.Equal("several regions, by fallback", Assert.Single(open[0].After).ToString());
    }

    [Fact]
    public void Losing_one_region_more_is_told_for_each_that_is_left()
    {
        var document = Example.WithPolicy(Example.Failover("eu-web", "us-web"), Fallback.NoData);
        var places = ClientPlace.AllOf(document, document.Compile());
        var losses = Simulation.Play(document.Compile(), document, new Fault { Regions = [new("ap-south")] }, places, isObserved: false, asksForLosses: true).Losses;
        Assert.Equal(["eu-west True 0", "us-east True 0"], losses.Select(loss => $"{loss.Region} {loss.Holds} {loss.Lost}"));
        losses = Simulation.Play(document.Compile(), document, new Fault { Regions = [new("us-east")] }, places, isObserved: false, asksForLosses: true).Losses;
        Assert.Equal([$"eu-west False {places.Length}", "ap-south True 0"], losses.Select(loss => $"{loss.Region} {loss.Holds} {loss.Lost}"));
        Assert.Equal($"without eu-west: does not hold, {places.Length} pairs of name and client place would be left to the fallback or empty", losses[0].ToString());
    }

    [Fact]
    public void Loads_are_held_against_capacities_when_traffic_was_observed_or_every_region_reports_its_load()
    {
        var document = Example.WithPolicy(Example.Geographic(Example.Failover("us-web", "ap-web"), ("continent:EU", Example.Failover("eu-web", "us-web"))))
            .WithRegion("eu-west", region => region with { Capacity = 100 }).WithRegion("us-east", region => region with { Capacity = 100 });
        var places = TrafficText.Parse("country:DE,80\ncountry:US,40", out _);
        var calm = Simulation.Play(document.Compile(), document, new Fault(), places, isObserved: true, asksForLosses: true);
        Assert.Equal([0.2, 0.6, null], calm.Comparison.Regions.Select(load => load.Margin is { } margin ? Math.Round(margin, 9) : (double?)null));
        Assert.Equal(
            [
                "without eu-west: does not hold, us-east would be 20 % over its capacity",
                "without us-east: holds, eu-west would have 20 % of its capacity left",
                "without ap-south: holds, eu-west would have 20 % of its capacity left",
            ],
            calm.Losses.Select(loss => loss.ToString()));
        Assert.Empty(calm.Notes);

        var assumed = Simulation.Play(document.Compile(), document, new Fault(), places, isObserved: false, asksForLosses: true);
        Assert.All(assumed.Losses, loss => Assert.Null(loss.Margin));
        Assert.Contains("is not known", Assert.Single(assumed.Notes), StringComparison.Ordinal);
        var reported = document with { Regions = [.. document.Regions.Select(region => region with { Load = 50 })] };
        Assert.Equal(150, Simulation.Play(reported.Compile(), reported, new Fault(), places, isObserved: false).Comparison.Regions[0].Traffic);
    }

    [Fact]
    public void The_time_line_goes_from_the_slowest_probe_to_the_longest_TTL()
    {
        var document = Document.WithPool("us-web", pool => pool with { Probe = null });
        var timeline = Simulation.Play(document.Compile(), document, new Fault { Regions = [new("eu-west"), new("us-east")] }).Timeline;
        Assert.Equal((36, 30, "us-web"), (timeline.DetectionSeconds, timeline.DrainSeconds, Assert.Single(timeline.Unprobed).Value));
        Assert.Equal(timeline.DetectionSeconds + timeline.PublicationSeconds + timeline.DrainSeconds, timeline.TotalSeconds);
        Assert.Null(Simulation.Play(document.Compile(), document, new Fault { Pools = [new("us-web")] }).Timeline.TotalSeconds);
    }

    [Fact]
    public void The_time_line_of_one_endpoint_is_detection_and_publication_and_the_TTL_that_was_answered_while_all_was_calm()
    {
        var zone = Document.Zones[0];
        var document = (Document with { Zones = [zone with { SteeredNames = [zone.SteeredNames[0] with { TtlRange = new TtlRange(5, 300) }, Example.Steered("other.example.test", Example.Leaf("ap-web")) with { Ttl = 900 }] }] })
            .WithPool("eu-web", pool => pool with { Probe = new Probe { Kind = ProbeKind.Http, IntervalSeconds = 2, TimeoutSeconds = 1, Fall = 3 } });
        var simulation = Simulation.Play(document.Compile(), document, new Fault { Endpoints = [new("eu-1")] });
        Assert.Equal(0, simulation.Comparison.Moved);
        Assert.Equal((9, FailoverTime.PublicationSeconds, 300, 311), (simulation.Timeline.DetectionSeconds, simulation.Timeline.PublicationSeconds, simulation.Timeline.DrainSeconds, simulation.Timeline.TotalSeconds));
    }

    [Fact]
    public void A_share_of_all_endpoints_is_drawn_by_its_seed()
    {
        var drawn = new Fault().WithRandom(50, 7, Document).Endpoints;
        Assert.Equal(3, drawn.Length);
        Assert.Equal(drawn.AsEnumerable(), new Fault().WithRandom(50, 7, Document).Endpoints);
        Assert.True(Enumerable.Range(0, 50).Select(seed => string.Join(' ', new Fault().WithRandom(50, seed, Document).Endpoints)).Distinct().Count() > 10);
        Assert.Equal(6, new Fault { Endpoints = [new("eu-1")] }.WithRandom(100, 1, Document).Endpoints.Length);
        Assert.Empty(new Fault().WithRandom(0, 1, Document).Endpoints);
    }

    [Fact]
    public void When_all_that_is_probed_fails_it_is_said_that_the_table_would_be_held()
    {
        Assert.Contains(Simulation.Play(Document.Compile(), Document, new Fault().WithRandom(100, 1, Document)).Notes, note => note.StartsWith("Everything probed would seem down", StringComparison.Ordinal));
        Assert.DoesNotContain(Simulation.Play(Document.Compile(), Document, new Fault { Regions = [new("eu-west")] }).Notes, note => note.StartsWith("Everything", StringComparison.Ordinal));
    }

    [Fact]
    public void A_simulation_has_a_JSON_form() =>
        Assert.Contains("\"moves\":[{\"name\":\"www.example.test.\"", System.Text.Json.JsonSerializer.Serialize(Simulation.Play(Document.Compile(), Document, new Fault()), ConfigurationJson.Options), StringComparison.Ordinal);

    [Fact]
    public void A_snapshot_is_not_touched()
    {
        var snapshot = Document.Compile();
        var standings = snapshot.Standings;
        Simulation.Play(snapshot, Document, new Fault { Regions = [new("eu-west")] });
        Assert.Equal(standings, snapshot.Standings);
        Assert.Equal("eu-1 eu-2", snapshot.Answered("10.1.0.1"));
    }

    [Fact]
    public void A_fault_makes_nothing_better()
    {
        var snapshot = Document.WithState("eu-west", RegionState.Evacuated).WithState("us-east", RegionState.Drained).Compile();
        var faulty = snapshot.WithFault(_ => true);
        Assert.Equal([Standing.Evacuated, Standing.Evacuated, Standing.Evacuated, Standing.Down, Standing.Down, Standing.Down], faulty.Standings.AsEnumerable());
    }

    [Fact]
    public void Codes_that_nothing_has_are_named()
    {
        var fault = new Fault { Regions = [new("eu-west"), new("mars")], Pools = [new("eu-web"), new("venus")], Endpoints = [new("eu-1"), new("pluto")] };
        Assert.Equal(
            [
                "there is no region 'mars'; there are eu-west, us-east, ap-south",
                "there is no pool 'venus'; there are eu-web, us-web, ap-web",
                "there is no endpoint 'pluto'",
            ],
            fault.FindUnknown(Document));
        Assert.Empty(new Fault { Regions = [new("eu-west")] }.FindUnknown(Document));
    }

    [Fact]
    public void Bare_codes_stand_for_a_region_else_a_pool_else_an_endpoint_and_what_is_none_is_named()
    {
        var fault = Fault.Of(["us-east", "eu-web", "ap-1", "pluto"], Document, out var problems);
        Assert.Equal(["us-east", "pluto"], fault.Regions.Select(code => code.Value));
        Assert.Equal(["eu-web"], fault.Pools.Select(code => code.Value));
        Assert.Equal(["ap-1"], fault.Endpoints.Select(code => code.Value));
        Assert.Equal("there is no region 'pluto'", Assert.Single(problems)[..26]);
    }

    [Fact]
    public void A_wide_prefix_is_shown_for_clients_that_no_narrower_one_covers()
    {
        var document = Example.WithPolicy(Example.Geographic(
            Example.Leaf("ap-web"), ("10.0.0.0/8", Example.Leaf("eu-web")), ("10.0.0.0/16 10.1.0.0/16", Example.Leaf("us-web"))))
            with
        { Places = [new KnownPlace { Prefix = IPNetwork.Parse("10.2.0.0/15"), Country = "DE" }] };
        var places = ClientPlace.AllOf(document, document.Compile()).ToDictionary(place => place.Name.Split(',')[0], place => place.Client.Address.ToString());
        Assert.Equal("10.4.0.0", places["10.0.0.0/8"]);
        Assert.Equal("10.0.0.0", places["10.0.0.0/16"]);
        Assert.Equal("10.2.0.0", places["10.2.0.0/15"]);
    }

    [Fact]
    public void A_simulation_says_what_the_evaluator_says()
    {
        var snapshot = Document.Compile();
        foreach (var place in ClientPlace.AllOf(Document, snapshot))
        {
            var choice = Chooser.Choose(snapshot.SteeredNames[0], snapshot, place.Client, true, 0);
            var share = Assert.Single(Simulation.Play(snapshot, Document, new Fault()).Moves.Single(move => move.Place == place.Name).Before);
            Assert.Equal(choice.Pool!.Code, share.Pool);
        }
    }
}
