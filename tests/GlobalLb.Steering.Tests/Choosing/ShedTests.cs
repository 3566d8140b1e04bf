using GlobalLb.Dns.Messages;
using GlobalLb.Steering.Choosing;
using GlobalLb.Steering.Configuration;
using GlobalLb.Steering.Snapshots;

namespace GlobalLb.Steering.Tests.Choosing;

public sealed class ShedTests
{
    [Theory]
    [InlineData(0, "", 0)]
    [InlineData(10, "", 100)]
    [InlineData(50, "", 500)]
    [InlineData(100, "", 1000)]
    [InlineData(10, "us-1", 0)]
    [InlineData(100, "us-1", 0)]
    [InlineData(0, "eu-1 eu-2", 1000)]
    [InlineData(10, "eu-1 eu-2", 1000)]
    public void The_share_goes_elsewhere_unless_only_one_of_the_two_is_available(int share, string down, int expected)
    {
        var snapshot = Example.WithPolicy(Shed(share)).Compile(down.Split(' '));
        Assert.Equal(expected, Example.Stratified(1000).Count(draw => snapshot.Choose(draw: draw).Pool!.Code.Value == "us-web"));
        Assert.Equal(0, snapshot.Choose().Scope);
    }

    [Fact]
    public void With_nothing_available_on_either_side_it_has_nothing() =>
        Assert.Equal("ap-1", Example.WithPolicy(Example.Failover(Shed(30), Example.Leaf("ap-web"))).Compile("eu-1", "eu-2", "us-1").Answered());

    [Fact]
    public void By_network_the_same_ones_are_shed_every_time_and_a_larger_share_only_adds_to_them()
    {
        var before = new HashSet<int>();
        foreach (var share in new[] { 5, 20, 60, 100 })
        {
            var snapshot = Example.WithPolicy(Shed(share) with { IsSticky = true }).Compile();
            HashSet<int> shed = [.. Enumerable.Range(0, 10_000).Where(i => IsShed(snapshot, i, 0))];
            Assert.Superset(before, shed);
            Assert.InRange(shed.Count, (share * 100) - 150, (share * 100) + 150);
            Assert.All(Enumerable.Range(0, 100), i => Assert.Equal(shed.Contains(i), IsShed(snapshot, i, ulong.MaxValue)));
            Assert.Equal(24, snapshot.Choose().Scope);
            before = shed;
        }
    }

    [Fact]
    public void A_trace_says_what_was_drawn_and_what_came_of_it()
    {
        var snapshot = Example.WithPolicy(Shed(100)).Compile("us-1");
        var steps = Explainer.Explain(snapshot, snapshot.SteeredNames[0].Name, new Client(Example.Address("192.0.2.1")), true, 0)!.Steps.Select(step => step.Sentence).ToList();
        Assert.Equal("shed of 100 % by chance: drawn to go elsewhere", steps[0]);
        Assert.Contains("nothing is available elsewhere: it stays", steps);
    }

    private static ShedNode Shed(int share) => new() { From = Example.Leaf("eu-web"), To = Example.Leaf("us-web"), Share = share };

    private static bool IsShed(Snapshot snapshot, int network, ulong draw)
    {
        var client = new Client(new ClientAddress((UInt128)(uint)(network << 8) << 96, true));
        return Chooser.Choose(snapshot.SteeredNames[0], snapshot, client, true, draw).Pool!.Code.Value == "us-web";
    }
}
