using System.Diagnostics;
using GlobalLb.Steering.Configuration;
using GlobalLb.Steering.Snapshots;

namespace GlobalLb.Steering.Tests.Choosing;

public sealed class WeightedTests
{
    private static readonly ConfigurationDocument Document = Example.WithPolicy(
        Example.Weighted((1, Example.Leaf("eu-web")), (2, Example.Leaf("us-web")), (5, Example.Leaf("ap-web"))));

    [Theory]
    [InlineData("", 100, 200, 500)]
    [InlineData("ap-1", 266, 534, 0)]
    [InlineData("us-1", 134, 0, 666)]
    [InlineData("eu-1", 100, 200, 500)]
    [InlineData("eu-1 eu-2 us-1", 0, 0, 800)]
    public void The_available_branches_share_in_exact_proportion_to_their_weights(string down, int eu, int us, int ap)
    {
        var counts = Count(Document, 800, down.Split(' '));

        // 800 draws cannot be cut into thirds or sixths: one or two more or less is exact.
        Assert.InRange(counts["eu-web"], eu - 2, eu + 2);
        Assert.InRange(counts["us-web"], us - 2, us + 2);
        Assert.InRange(counts["ap-web"], ap - 2, ap + 2);
    }

    [Fact]
    public void The_largest_weights_neither_overflow_nor_lose_a_share()
    {
        var document = Example.WithPolicy(Example.Weighted((1_000_000, Example.Leaf("eu-web")), (1_000_000, Example.Leaf("us-web"))));
        Assert.Equal(500, Count(document, 1000)["us-web"]);
        Assert.Equal("us-1", document.Compile().Answered(draw: 0));
        Assert.Equal("eu-1 eu-2", document.Compile().Answered(draw: ulong.MaxValue));
    }

    [Fact]
    public void A_weight_of_0_is_drawn_only_when_no_other_is_available()
    {
        var document = Example.WithPolicy(Example.Weighted((0, Example.Leaf("eu-web")), (3, Example.Leaf("us-web")), (0, Example.Leaf("ap-web"))));
        Assert.Equal(600, Count(document, 600)["us-web"]);
        var without = Count(document, 600, "us-1");
        Assert.Equal((300, 0, 300), (without["eu-web"], without["us-web"], without["ap-web"]));
    }

    [Fact]
    public void Those_of_weight_0_are_drawn_alike_when_they_depend_on_the_client_too()
    {
        var branches = new[] { "eu-web", "us-web", "ap-web" }.Select(pool => (0, (PolicyNode)Example.Geographic(Example.Leaf(pool), ("10.1.0.0/16", Example.Failover(pool))))).ToArray();
        var counts = Count(Example.WithPolicy(Example.Weighted(branches)), 600);
        Assert.All(counts.Values, count => Assert.InRange(count, 199, 201));
    }

    [Fact]
    public void A_nested_draw_does_not_repeat_its_parents()
    {
        PolicyNode inner = Example.Weighted((1, Example.Leaf("us-web")), (1, Example.Leaf("ap-web")));
        var counts = Count(Example.WithPolicy(Example.Weighted((1, Example.Leaf("eu-web")), (1, inner))), 4000);
        Assert.Equal(2000, counts["eu-web"]);
        Assert.InRange(counts["us-web"], 850, 1150);

        // The same below a node between, and two levels down.
        var deep = Example.Weighted((1, Example.Leaf("eu-web")), (1, Example.Failover(Example.Weighted((1, Example.Leaf("eu-web")), (1, inner)))));
        counts = Count(Example.WithPolicy(deep), 4000);
        Assert.InRange(counts["us-web"], 390, 610);
        Assert.InRange(counts["ap-web"], 390, 610);
    }

    [Fact]
    public void A_branch_that_depends_on_the_place_narrows_the_scope_even_when_another_is_drawn()
    {
        var document = Example.WithPolicy(Example.Weighted(
            (1, Example.Leaf("ap-web")), (1, Example.Geographic(Example.Leaf("us-web"), ("10.1.0.0/16", Example.Leaf("eu-web"))))));
        var choice = document.Compile().Choose("10.1.2.3", draw: ulong.MaxValue);
        Assert.Equal("ap-web", choice.Pool!.Code.Value);
        Assert.Equal(16, choice.Scope);
    }

    [Fact]
    public void Drawn_by_network_the_draw_is_the_same_every_time_and_the_scope_is_the_network()
    {
        var snapshot = Example.WithPolicy(Example.Weighted((1, Example.Leaf("eu-web")), (3, Example.Leaf("us-web"))) with { IsSticky = true }).Compile();
        var counts = Enumerable.Range(0, 8000).CountBy(i => snapshot.Choose($"10.{i >> 8}.{i & 255}.7", draw: (ulong)i << 50).Pool!.Code.Value).ToDictionary();
        Assert.InRange(counts["eu-web"], 1800, 2200);
        Assert.All(Example.Stratified(50), draw => Assert.Equal(snapshot.Choose("10.1.2.3").Pool, snapshot.Choose("10.1.2.99", draw: draw).Pool));
        Assert.Equal((24, 56), (snapshot.Choose("10.1.2.3").Scope, snapshot.Choose("2001:db8::1").Scope));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_deeper_tree_of_draws_that_depend_on_the_client_takes_as_many_more_steps_as_it_has_more_nodes(bool isSticky) =>
        TakesStepsByNodes(
            Example.Geographic(Example.Leaf("eu-web"), ("country:DE", Example.Leaf("us-web"))),
            node => isSticky ? new StickyNode { Branches = [new(1, node), new(0, Example.Leaf("us-web"))] } : Example.Weighted((1, node), (0, Example.Leaf("us-web"))),
            most: PolicyNode.MaxDepth - 3);

    [Fact]
    public void A_deeper_tree_of_draws_takes_as_many_more_steps_as_it_has_more_nodes() =>
        TakesStepsByNodes(Example.Leaf("eu-web"), node => Example.Weighted((1, node), (0, Example.Leaf("us-web"))), most: PolicyNode.MaxDepth - 1);

    // The deepest tree against one of half its levels: twice the time, or a hundred times when each level doubled the work. The
    // fastest of a thousand is compared: whatever else the machine does, it does not do it to all of them.
    private static void TakesStepsByNodes(PolicyNode leaf, Func<PolicyNode, PolicyNode> above, int most)
    {
        Snapshot Tree(int levels) => Example.WithPolicy(Enumerable.Range(0, levels).Aggregate(leaf, (node, _) => above(node))).Compile();
        var (deep, half) = (Tree(most), Tree(most / 2));
        var (deepest, halved) = (long.MaxValue, long.MaxValue);
        for (var i = 0; i < 1000; i++)
        {
            deepest = Math.Min(deepest, TimeOf(deep, (ulong)i << 54));
            halved = Math.Min(halved, TimeOf(half, (ulong)i << 54));
        }

        Assert.True(deepest < 20 * halved, $"{deepest} ticks for {most} levels, {halved} for {most / 2}");
    }

    private static long TimeOf(Snapshot snapshot, ulong draw)
    {
        var begun = Stopwatch.GetTimestamp();
        snapshot.Choose(draw: draw);
        return Stopwatch.GetTimestamp() - begun;
    }

    private static Dictionary<string, int> Count(ConfigurationDocument document, int draws, params string[] down)
    {
        var snapshot = document.Compile(down);
        var counts = new Dictionary<string, int> { ["eu-web"] = 0, ["us-web"] = 0, ["ap-web"] = 0 };
        foreach (var draw in Example.Stratified(draws)) counts[snapshot.Choose(draw: draw).Pool!.Code.Value]++;
        return counts;
    }
}
