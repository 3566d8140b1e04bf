using GlobalLb.Dns.Messages;
using GlobalLb.Steering.Choosing;
using GlobalLb.Steering.Configuration;
using GlobalLb.Steering.Snapshots;

namespace GlobalLb.Steering.Tests.Choosing;

public sealed class TiersTests
{
    [Theory]
    [InlineData("", "p0 p1 p2 p3")]
    [InlineData("e0 e2", "p1 p3 p4")]
    [InlineData("e0 e1 e2 e3", "p4")]
    [InlineData("e0 e1 e2 e3 e4", "p0")] // what the fallback says is all there is
    public void The_tiers_are_what_would_be_chosen_without_those_before_four_at_most(string down, string expected) =>
        Assert.Equal(expected, Of(Example.Failover("p0", "p1", "p2", "p3", "p4"), down));

    [Fact]
    public void Records_have_no_tier_behind_them() =>
        Assert.Equal("records", Of(Example.Failover(Example.Records("A 192.0.2.7"), Example.Leaf("p0")), ""));

    [Fact]
    public void A_network_that_stays_with_a_drained_region_has_the_others_behind_it()
    {
        var sticky = new StickyNode { Branches = [new(1, Example.Leaf("eu-web")), new(1, Example.Leaf("us-web"))] };
        var snapshot = Example.WithPolicy(sticky).WithState("eu-west", RegionState.Drained).Compile();
        var found = Enumerable.Range(0, 100).Select(i => Of(snapshot, Example.Address($"10.0.{i}.1"))).ToHashSet();
        Assert.Contains("eu-web us-web", found);
        Assert.DoesNotContain("eu-web", found);
    }

    [Fact]
    public void Where_all_is_drained_the_first_is_all_there_is() =>
        Assert.Equal("eu-web", Of(Example.WithPolicy(Example.Failover("eu-web", "us-web")).WithState("eu-west", RegionState.Drained).WithState("us-east", RegionState.Drained).Compile(), Example.Address("192.0.2.99")));

    private static string Of(PolicyNode policy, string down)
    {
        var document = Example.WithPolicy(policy) with { Pools = [.. Enumerable.Range(0, 5).Select(i => Example.Pool($"p{i}", "eu-west", ($"e{i}", $"192.0.2.{i + 1}")))] };
        return Of(document.Compile(down.Split(' ')), Example.Address("192.0.2.99"));
    }

    private static string Of(Snapshot snapshot, ClientAddress client)
    {
        var tiers = new Tiers(snapshot.SteeredNames[0].Policy, new Client(client), isIPv4: true, draw: 0);
        var found = new List<string>();
        while (tiers.TryNext(snapshot, out var choice)) found.Add(choice.Pool is { } pool ? pool.Code.Value : "records");
        return string.Join(' ', found);
    }
}
