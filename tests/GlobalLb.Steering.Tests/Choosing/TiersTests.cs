using GlobalLb.Steering.Choosing;
using GlobalLb.Steering.Configuration;

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

    private static string Of(PolicyNode policy, string down)
    {
        var document = Example.WithPolicy(policy) with { Pools = [.. Enumerable.Range(0, 5).Select(i => Example.Pool($"p{i}", "eu-west", ($"e{i}", $"192.0.2.{i + 1}")))] };
        var snapshot = document.Compile(down.Split(' '));
        var tiers = new Tiers(snapshot.SteeredNames[0].Policy, new Client(Example.Address("192.0.2.99")), isIPv4: true, draw: 0);
        var found = new List<string>();
        while (tiers.TryNext(snapshot, out var choice)) found.Add(choice.Pool is { } pool ? pool.Code.Value : "records");
        return string.Join(' ', found);
    }
}
