using GlobalLb.Steering.Choosing;
using GlobalLb.Steering.Configuration;

namespace GlobalLb.Steering.Tests.Choosing;

public sealed class RoundRobinTests
{
    private static readonly RoundRobinNode Node = new() { Members = [Example.Leaf("eu-web"), Example.Failover("us-web"), Example.Leaf("ap-web")] };

    [Theory]
    [InlineData("", 200, 200, 200)]
    [InlineData("us-1", 300, 0, 300)]
    [InlineData("us-1 ap-1", 600, 0, 0)]
    public void Each_available_child_is_picked_as_often_as_any_other(string down, int eu, int us, int ap)
    {
        var snapshot = Example.WithPolicy(Node).Compile(down.Split(' '));
        var counts = Example.Stratified(600).CountBy(draw => snapshot.Choose(draw: draw).Pool!.Code.Value).ToDictionary();
        Assert.Equal((eu, us, ap), (counts.GetValueOrDefault("eu-web"), counts.GetValueOrDefault("us-web"), counts.GetValueOrDefault("ap-web")));
    }

    [Fact]
    public void With_nothing_available_it_has_nothing_and_says_why()
    {
        var snapshot = Example.WithPolicy(Example.Failover(new RoundRobinNode { Members = Node.Members[..2] }, Example.Leaf("ap-web"))).Compile("eu-1", "eu-2", "us-1");
        Assert.Equal("ap-1", snapshot.Answered());
        var steps = Explainer.Explain(snapshot, snapshot.SteeredNames[0].Name, new Client(Example.Address("192.0.2.1")), true, 0)!.Steps.Select(step => step.Sentence).ToList();
        Assert.Contains("no branch is available", steps);
        Assert.Contains("pool us-web in us-east: 0 of 1 IPv4 endpoints available; the others: 1 down", steps);
    }

    [Fact]
    public void A_nested_draw_does_not_repeat_its_parents()
    {
        var nested = new RoundRobinNode { Members = [Example.Leaf("eu-web"), new RoundRobinNode { Members = [Example.Leaf("us-web"), Example.Leaf("ap-web")] }] };
        var snapshot = Example.WithPolicy(nested).Compile();
        var counts = Example.Stratified(4000).CountBy(draw => snapshot.Choose(draw: draw).Pool!.Code.Value).ToDictionary();
        Assert.Equal(2000, counts["eu-web"]);
        Assert.InRange(counts["us-web"], 850, 1150);
    }
}
