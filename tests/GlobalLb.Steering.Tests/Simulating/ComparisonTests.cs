using FsCheck;
using FsCheck.Fluent;
using GlobalLb.Steering.Choosing;
using GlobalLb.Steering.Configuration;
using GlobalLb.Steering.Simulating;
using GlobalLb.Steering.Tests.Choosing;

namespace GlobalLb.Steering.Tests.Simulating;

public sealed class ComparisonTests
{
    private static readonly ConfigurationDocument Document = Example.WithPolicy(
        Example.Geographic(Example.Failover("us-web", "ap-web"), ("continent:EU", Example.Weighted((3, Example.Leaf("eu-web")), (1, Example.Leaf("us-web"))))));

    // The evaluator's own draws, counted: what is worked out from weights must come to the same. Nodes below one another draw
    // independently, which makes a deviation of 0.008 at most: five times that does not happen by chance.
    [Fact]
    public void Exact_shares_are_what_draws_come_to() => Holds(World.Any, world =>
    {
        const int Draws = 4000;
        var client = Client.Imagine(new Client(world.Address).PlaceIn(world.Snapshot)); // of one network, the network draws
        var choices = Example.Stratified(Draws).Select(draw => Chooser.Choose(world.Name, world.Snapshot, client, world.IsIPv4, draw)).ToList();
        var drawn = choices.CountBy(choice => (choice.Pool?.Code, choice.IsFallback)).ToDictionary(pair => pair.Key, pair => (double)pair.Value / Draws);
        var shares = Sharing.Of(world.Name.Policy, world.Snapshot, client, world.IsIPv4).Shares;
        double PartOf(Share share) => drawn.GetValueOrDefault((share.Pool, share.IsFallback));

        // What was good last is not worked out, but drawn four hundred times: what is rare may be missed.
        var (tolerance, isRare) = choices[0].Moment > 0 ? (0.1, 0.02) : (0.04, 0);
        return Math.Abs(shares.Sum(share => share.Part) - 1) < 1e-9
            && shares.All(share => Math.Abs(share.Part - PartOf(share)) < tolerance)
            && drawn.All(pair => pair.Value < isRare || shares.Any(share => share.Pool == pair.Key.Code && share.IsFallback == pair.Key.IsFallback));
    });

    [Fact]
    public void Places_that_are_asked_together_fare_alike() => Holds(World.Any, world =>
    {
        var places = Enumerable.Range(0, 40).Select(i => new ClientPlace($"{i}", new Client(Example.Address($"10.{i % 5}.{i * 32 % 256}.1")))).Append(new ClientPlace("other", new Client(world.Other))).ToList();
        var clients = new PlacedClients(places, world.Snapshot);
        var groups = PlaceGroups.Of(places, PlaceFits.SetsOf(world.Snapshot, world.Name.Policy).Select(set => (clients, world.Snapshot.Geography.Set(set))));
        return places.Index().All(place =>
            Told(world, place.Item.Client) == Told(world, places[groups.Groups[groups.GroupOf(place.Index)].First].Client));
    });

    [Fact]
    public void Regions_get_their_parts_of_the_traffic_and_flows_say_who_goes_where()
    {
        var snapshot = Document.Compile();
        ClientPlace[] places = [Place("country:DE", 60), Place("country:US", 40)];
        var comparison = Comparison.Of(snapshot, snapshot.WithFault(endpoint => endpoint.Region.Code.Value == "us-east"), [.. places], Document.Regions);
        Assert.Equal([("eu-west", 0.45, 0.6), ("us-east", 0.55, 0), ("ap-south", 0, 0.4)], comparison.Regions.Select(load => (load.Region.Value, Math.Round(load.Before, 9), Math.Round(load.After, 9))));
        Assert.Equal(["40.0 % us-east → ap-south", "15.0 % us-east → eu-west"], comparison.Flows.Select(flow => flow.ToString()));
        Assert.Equal((2, 2, 0, 0), (comparison.Pairs, comparison.Moved, comparison.ByFallback, comparison.Empty));
    }

    [Fact]
    public void Who_gets_nothing_goes_nowhere()
    {
        var document = Example.WithPolicy(Example.Leaf("eu-web"), Fallback.NoData);
        var comparison = Comparison.Of(document.Compile(), document.Compile("eu-1", "eu-2"), [Place("country:DE", 1)], document.Regions);
        Assert.Equal("100.0 % eu-west → no region", Assert.Single(comparison.Flows).ToString());
        Assert.Equal((1, 1), (comparison.Empty, comparison.Lost));
    }

    [Fact]
    public void Who_is_answered_records_is_not_left_with_nothing()
    {
        var document = Example.WithPolicy(Example.Failover(Example.Leaf("eu-web"), Example.Weighted((1, Example.Records("A 192.0.2.7")), (3, Example.Records("A 192.0.2.8", "A 192.0.2.9")))));
        var comparison = Comparison.Of(document.Compile(), document.Compile("eu-1", "eu-2"), [Place("country:DE", 1)], document.Regions);
        Assert.Equal("www.example.test. eu-west (eu-web) > 75 % records A 192.0.2.8, A 192.0.2.9, 25 % records A 192.0.2.7", Told(Assert.Single(comparison.Moves)));
        Assert.Equal((1, 0, 0, 0), (comparison.Moved, comparison.Empty, comparison.Lost, comparison.ByFallback));
        var other = document.Compile("eu-1", "eu-2");
        Assert.Equal(0, Comparison.Of(other, other, [Place("country:DE", 1)], document.Regions).Moved);
    }

    [Fact]
    public void From_one_leaf_of_records_to_another_is_a_move()
    {
        ConfigurationDocument Of(string record) => Example.WithPolicy(Example.Records(record));
        var move = Assert.Single(Comparison.Of(Of("A 192.0.2.7").Compile(), Of("CNAME other.example.net.").Compile(), [Place("country:DE", 1)], Document.Regions).Moves);
        Assert.Equal("www.example.test. records A 192.0.2.7 > records CNAME other.example.net.", Told(move));
        Assert.True(move is { IsMove: true, IsEmpty: false });
    }

    [Fact]
    public void Records_of_a_fallback_are_said_to_be_of_it()
    {
        var document = Example.WithPolicy(Example.Leaf("eu-web"), Fallback.Static);
        document = document with { Zones = [document.Zones[0] with { SteeredNames = [document.Zones[0].SteeredNames[0] with { FallbackRecords = [Example.Static(GlobalLb.Dns.Records.RecordType.A, "192.0.2.200")] }] }] };
        var comparison = Comparison.Of(document.Compile(), document.Compile("eu-1", "eu-2"), [Place("country:DE", 1)], document.Regions);
        Assert.Equal("www.example.test. eu-west (eu-web) > records A 192.0.2.200, by fallback", Told(Assert.Single(comparison.Moves)));
        Assert.Equal((1, 0), (comparison.ByFallback, comparison.Empty));
    }

    [Fact]
    public void Two_configurations_are_compared_by_their_names()
    {
        var added = Document with { Zones = [Document.Zones[0] with { SteeredNames = [Example.Steered("new.example.test", Example.Leaf("ap-web")), Example.Steered("www.example.test", Example.Leaf("ap-web"))] }] };
        var there = Comparison.Of(Document.Compile(), added.Compile(), [Place("country:DE", 1)], Document.Regions).Moves;
        Assert.Equal(["www.example.test. 75 % eu-west (eu-web), 25 % us-east (us-web) > ap-south (ap-web)", "new.example.test. nothing > ap-south (ap-web)"], there.Select(Told));
        var back = Comparison.Of(added.Compile(), Document.Compile(), [Place("country:DE", 1)], Document.Regions).Moves;
        Assert.Equal(["new.example.test. ap-south (ap-web) > nothing", "www.example.test. ap-south (ap-web) > 75 % eu-west (eu-web), 25 % us-east (us-web)"], back.Select(Told));
    }

    [Fact]
    public void Very_many_pairs_are_told_together_and_only_when_something_happens()
    {
        var names = Enumerable.Range(0, 300).Select(i => Example.Steered($"n{i}.example.test", Document.Zones[0].SteeredNames[0].Policy));
        var document = Document with { Zones = [Document.Zones[0] with { SteeredNames = [.. names] }] };
        var places = Enumerable.Range(0, 400).Select(i => Place($"10.{1 + (i % 2)}.{i / 2}.0/24", 1)).ToList();
        var heard = new Heard();
        var comparison = Comparison.Of(document.Compile(), document.Compile("eu-1", "eu-2"), [.. places], document.Regions, progress: heard);
        Assert.Equal((120_000, 60_000), (comparison.Pairs, comparison.Moved));
        Assert.Equal(300, comparison.Moves.Length);
        Assert.All(comparison.Moves, move => Assert.Equal(("10.1.0.0/24 and 199 like it", 200), (move.Place, move.Places)));
        Assert.Equal(1, heard.Last);
    }

    private static ClientPlace Place(string text, double traffic) =>
        ClientPlace.TryParse(text, out var place, out var problem) ? place with { Traffic = traffic } : throw new FormatException(problem);

    private static string Told(Move move) => $"{move.Name} {string.Join(", ", move.Before)} > {string.Join(", ", move.After)}";

    private static string Told(World world, Client client) => string.Join(", ", Sharing.Of(world.Name.Policy, world.Snapshot, client, world.IsIPv4).Shares);

    private static void Holds(Arbitrary<World> worlds, Func<World, bool> holds) =>
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(300), Prop.ForAll(worlds, holds));

    private sealed class Heard : IProgress<double>
    {
        public double Last { get; private set; }

        public void Report(double value) => Last = value;
    }
}
