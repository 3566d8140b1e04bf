using GlobalLb.Steering.Configuration;
using GlobalLb.Steering.Snapshots;

namespace GlobalLb.Steering.Tests.Choosing;

public sealed class FastestTests
{
    // 10.1/16 is in DE, 10.2/16 in US. Written: eu, us, ap.
    private static readonly FastestNode Node = new() { Branches = [new() { Node = Example.Leaf("eu-web") }, new() { Node = Example.Leaf("us-web") }, new() { Node = Example.Leaf("ap-web") }] };

    [Theory]
    [InlineData("", "eu-1 eu-2")]
    [InlineData("eu-1 eu-2", "us-1")]
    [InlineData("eu-1 eu-2 us-1", "ap-1")]
    public void Until_something_was_measured_the_order_written_counts(string down, string expected)
    {
        Assert.Equal(expected, Compile(Node, down).Answered("10.1.0.1"));
        Assert.Equal(0, Compile(Node, down).Choose("10.1.0.1").Scope);
        Assert.Equal(expected, Compile(Node, down, ("country:FR", "ap-south", 1)).Answered("10.1.0.1"));
    }

    [Theory]
    [InlineData("", "ap-1")]
    [InlineData("ap-1", "us-1")]
    [InlineData("ap-1 us-1", "eu-1 eu-2")]
    public void The_fastest_that_is_available_is_taken(string down, string expected) =>
        Assert.Equal(expected, Compile(Node, down, ("country:DE", "eu-west", 90), ("country:DE", "us-east", 50), ("country:DE", "ap-south", 20)).Answered("10.1.0.1"));

    [Theory]
    [InlineData(109, "eu-1 eu-2")]
    [InlineData(110, "eu-1 eu-2")]
    [InlineData(111, "us-1")]
    public void Within_the_band_of_the_best_the_order_written_counts(double milliseconds, string expected) =>
        Assert.Equal(expected, Compile(Node, "", ("country:DE", "eu-west", milliseconds), ("country:DE", "us-east", 100)).Answered("10.1.0.1"));

    [Fact]
    public void A_band_begins_anew_behind_each_band()
    {
        var node = Node with { Band = 20 };
        (string, string, double)[] latencies = [("country:DE", "eu-west", 150), ("country:DE", "us-east", 130), ("country:DE", "ap-south", 100)];
        Assert.Equal("ap-1", Compile(node, "", latencies).Answered("10.1.0.1"));
        Assert.Equal("eu-1 eu-2", Compile(node, "ap-1", latencies).Answered("10.1.0.1"));
    }

    [Theory]
    [InlineData("10.1.200.1", "us-1")]
    [InlineData("10.1.0.1", "ap-1")]
    [InlineData("10.2.0.1", "us-1")]
    [InlineData("10.3.0.1", "eu-1 eu-2")]
    public void Of_each_region_the_most_specific_measurement_counts(string client, string expected) => Assert.Equal(
        expected,
        Compile(
            Node, "", ("continent:EU", "eu-west", 50), ("continent:EU", "us-east", 60), ("country:DE", "ap-south", 20), ("10.1.128.0/17", "us-east", 5), ("continent:NA", "us-east", 10)).Answered(client));

    [Fact]
    public void What_was_never_measured_comes_behind_what_was() =>
        Assert.Equal("ap-1", Compile(Node, "", ("country:DE", "ap-south", 500)).Answered("10.1.0.1"));

    [Fact]
    public void The_scope_is_as_wide_as_the_order_is_the_same()
    {
        // The prefix has a time of its own that changes no order.
        (string, string, double)[] latencies = [("country:DE", "us-east", 10), ("10.1.128.0/17", "us-east", 12)];
        Assert.Equal(16, Compile(Node, "", latencies).Choose("10.1.200.1").Scope);
    }

    [Fact]
    public void It_says_how_fast_it_is()
    {
        var snapshot = Compile(Node, "us-1", ("country:DE", "us-east", 12.34));
        var steps = GlobalLb.Steering.Choosing.Explainer.Explain(snapshot, snapshot.SteeredNames[0].Name, new(Example.Address("10.1.0.1")), true, 0)!.Steps;
        Assert.Contains(steps, step => step.Sentence == "branch 2: 12.3 ms to us-east");
        Assert.Contains(steps, step => step.Sentence == "branch 1 by the order written: nothing was measured from here to eu-west");
    }

    private static Snapshot Compile(FastestNode node, string down, params (string Place, string Region, double Milliseconds)[] latencies) =>
        (Example.WithPolicy(node) with { Latencies = [.. latencies.Select(each => Example.Latency(each.Place, each.Region, each.Milliseconds))] }).Compile(down.Split(' '));
}
