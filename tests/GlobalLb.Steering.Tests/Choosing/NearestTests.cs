using System.Net;
using GlobalLb.Steering.Choosing;
using GlobalLb.Steering.Configuration;
using GlobalLb.Steering.Health;
using GlobalLb.Steering.Places;
using GlobalLb.Steering.Snapshots;

namespace GlobalLb.Steering.Tests.Choosing;

public sealed class NearestTests
{
    // Frankfurt, Ashburn, Mumbai; clients in Lisbon, Boston, Dubai, somewhere in Brazil, and nowhere known.
    private static readonly (string Region, double Latitude, double Longitude)[] Regions = [("eu-west", 50.1, 8.7), ("us-east", 39.0, -77.5), ("ap-south", 19.1, 72.9)];

    private static readonly PlaceTable Clients = PlaceTable.Compile(
    [
        (IPNetwork.Parse("20.0.0.0/8"), Place.OfCountry("PT").At(new Coordinates(38.7, -9.1))),
        (IPNetwork.Parse("21.0.0.0/8"), default(Place).At(new Coordinates(42.4, -71.1))),
        (IPNetwork.Parse("22.0.0.0/8"), Place.OfCountry("AE").At(new Coordinates(25.2, 55.3))),
        (IPNetwork.Parse("23.0.0.0/8"), Place.OfCountry("BR")),
    ]);

    [Theory]
    [InlineData("20.0.0.1", "", "eu-1 eu-2")]
    [InlineData("20.0.0.1", "eu-1 eu-2", "us-1")]
    [InlineData("20.0.0.1", "eu-1 eu-2 us-1", "ap-1")]
    [InlineData("21.0.0.1", "", "us-1")]
    [InlineData("21.0.0.1", "us-1", "eu-1 eu-2")]
    [InlineData("22.0.0.1", "", "ap-1")]
    [InlineData("22.0.0.1", "ap-1", "eu-1 eu-2")]
    [InlineData("23.0.0.1", "", "us-1")]
    public void The_nearest_that_is_available_is_taken(string client, string down, string expected) => Assert.Equal(expected, Compile(new NearestNode(), down).Answered(client));

    [Theory]
    [InlineData("", "ap-1")]
    [InlineData("ap-1", "eu-1 eu-2")]
    [InlineData("ap-1 eu-1 eu-2", "us-1")]
    public void Of_a_client_who_is_nowhere_known_the_order_written_counts(string down, string expected)
    {
        Assert.Equal(expected, Compile(new NearestNode(), down).Answered("24.0.0.1"));
        Assert.Equal(expected, Compile(new NearestNode(), down).With(database: null).Answered("20.0.0.1"));
    }

    [Theory]
    [InlineData(1, "eu-1 eu-2", false)]
    [InlineData(2, "eu-1 eu-2", true)]
    [InlineData(3, "eu-1 eu-2", true)]
    public void No_more_than_so_many_are_tried(int most, string down, bool isFound)
    {
        var choice = Compile(new NearestNode { Most = most }, down, Fallback.NoData).Choose("20.0.0.1");
        Assert.Equal(isFound ? "us-1" : "", choice.Codes());
    }

    [Theory]
    [InlineData(0, "20.0.0.1", "eu-1 eu-2")]
    [InlineData(60, "20.0.0.1", "eu-1 eu-2")]
    [InlineData(70, "20.0.0.1", "us-1")]
    [InlineData(99, "22.0.0.1", "us-1")]
    [InlineData(-99, "21.0.0.1", "us-1")]
    public void A_bias_makes_a_region_nearer_or_farther(int bias, string client, string expected) =>
        Assert.Equal(expected, Compile(new NearestNode(), "", bias: bias).Answered(client));

    [Fact]
    public void A_region_that_is_written_counts_in_place_of_that_of_the_pool()
    {
        var node = new NearestNode { Branches = [new() { Node = Example.Leaf("eu-web"), Region = new("ap-south") }, new() { Node = Example.Failover("ap-web", "us-web"), Region = new("eu-west") }] };
        Assert.Equal("ap-1", Snapshot.Compile(Document(node), 1, HealthTable.Empty, Example.Noon, Clients).Answered("20.0.0.1"));
    }

    [Fact]
    public void The_scope_is_as_wide_as_the_order_is_the_same()
    {
        // 20/8 is nearest to Frankfurt, 21/8 to Ashburn; and 40/8 to 43/8, four places in Europe, have one order.
        (double, double)[] cities = [(48.8, 2.3), (52.5, 13.4), (41.9, 12.5), (59.3, 18.1)];
        var places = PlaceTable.Compile(cities.Select((city, i) => (IPNetwork.Parse($"{40 + i}.0.0.0/8"), default(Place).At(new Coordinates(city.Item1, city.Item2)))));
        var snapshot = Compile(new NearestNode { Most = 1 }, "").With(places);
        Assert.Equal("eu-1 eu-2", snapshot.Answered("41.1.1.1"));
        Assert.Equal(6, snapshot.Choose("41.1.1.1").Scope);
    }

    [Fact]
    public void It_says_how_far_it_is()
    {
        var steps = Explainer.Explain(Compile(new NearestNode(), "eu-1 eu-2", bias: 10), Example.Steered("www.example.test", Example.Leaf("eu-web")).Name, new Client(Example.Address("20.0.0.1")), true, 0)!.Steps;
        Assert.Contains(steps, step => step.Sentence == "nearest: the client 20.0.0.1 is in PT (EU) at 38.7, -9.1");
        Assert.Contains(steps, step => step.Sentence == "branch 2 is 1890 km away");
        Assert.Contains(steps, step => step.Sentence == "branch 3 is 5773 km away, with its bias of 10 like 5196 km");
    }

    private static Snapshot Compile(NearestNode node, string down, Fallback fallback = Fallback.PreferredPool, int bias = 0) =>
        Snapshot.Compile(
            Document(node with { Branches = [new() { Node = Example.Leaf("ap-web") }, new() { Node = Example.Leaf("eu-web") }, new() { Node = Example.Leaf("us-web"), Bias = bias }] }, fallback),
            1, Example.Down(Example.Document, down.Split(' ')), Example.Noon, Clients);

    private static ConfigurationDocument Document(PolicyNode policy, Fallback fallback = Fallback.PreferredPool) =>
        Regions.Aggregate(Example.WithPolicy(policy, fallback), (document, region) => document.WithRegion(region.Region, known => known with { Latitude = region.Latitude, Longitude = region.Longitude }));
}
