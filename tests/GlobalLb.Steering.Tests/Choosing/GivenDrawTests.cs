using GlobalLb.Steering.Configuration;
using GlobalLb.Steering.Snapshots;

namespace GlobalLb.Steering.Tests.Choosing;

/// <summary>What nodes that draw leave to the others: to those below a draw of its own, to those beside it the draw as it was.</summary>
public sealed class GivenDrawTests
{
    private const int Draws = 4000;

    public static TheoryData<string> Kinds { get; } =
        ["failover", "weighted", "weighted by network", "sticky", "round robin", "shed", "shed by network", "ramp", "ramp by network", "capacity"];

    [Theory]
    [MemberData(nameof(Kinds))]
    public void What_follows_a_node_that_has_nothing_is_drawn_as_if_it_were_not_there(string kind)
    {
        foreach (var isByNetwork in new[] { false, true })
        {
            var (gone, next) = (Example.Leaf("eu-web"), Halves(isByNetwork));
            var (after, alone) = (Compile(Example.Failover(Half(kind, gone, gone), next), "eu-1", "eu-2"), Compile(Example.Failover(gone, next), "eu-1", "eu-2"));
            Assert.Equal(Answers(alone, isByNetwork), Answers(after, isByNetwork));
        }
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void A_draw_below_a_node_does_not_repeat_the_nodes(string kind)
    {
        var isByNetwork = kind is "sticky" || kind.EndsWith("network", StringComparison.Ordinal);
        var counts = Answers(Compile(Half(kind, Example.Leaf("eu-web"), Halves(isByNetwork))), isByNetwork).CountBy(codes => codes).ToDictionary();
        Assert.InRange(counts["eu-1 eu-2"], 1850, 2150);
        Assert.InRange(counts["us-1"], 850, 1150);
        Assert.InRange(counts["ap-1"], 850, 1150);
    }

    // Half of the clients come to each of the two.
    private static PolicyNode Half(string kind, PolicyNode first, PolicyNode second) => kind switch
    {
        "failover" => Example.Failover(first, second) with { Trickle = 50 },
        "weighted" => Example.Weighted((1, first), (1, second)),
        "weighted by network" => Example.Weighted((1, first), (1, second)) with { IsSticky = true },
        "sticky" => new StickyNode { Branches = [new(1, first), new(1, second)] },
        "round robin" => new RoundRobinNode { Members = [first, second] },
        "shed" => new ShedNode { From = first, To = second, Share = 50 },
        "shed by network" => new ShedNode { From = first, To = second, Share = 50, IsSticky = true },
        "ramp" => Ramp(first, second),
        "ramp by network" => Ramp(first, second) with { IsSticky = true },
        _ => new CapacityNode { Branches = [new(first), new(second)] },
    };

    private static RampNode Ramp(PolicyNode from, PolicyNode to) =>
        new() { From = from, To = to, Start = Example.Noon, Steps = [new(50, 3600), new(100, 0)] };

    private static WeightedNode Halves(bool isByNetwork) =>
        Example.Weighted((1, Example.Leaf("us-web")), (1, Example.Leaf("ap-web"))) with { IsSticky = isByNetwork };

    // Home can bear half of its load, for the node that asks.
    private static Snapshot Compile(PolicyNode policy, params string[] down) =>
        Example.WithPolicy(policy).WithRegion("eu-west", region => region with { Capacity = 100, Load = 200 }).Compile(down);

    private static List<string> Answers(Snapshot snapshot, bool isByNetwork) => isByNetwork
        ? [.. Enumerable.Range(0, Draws).Select(i => snapshot.Answered($"10.{i >> 8}.{i & 255}.7"))]
        : [.. Example.Stratified(Draws).Select(draw => snapshot.Answered(draw: draw))];
}
