using GlobalLb.Steering.Choosing;
using GlobalLb.Steering.Configuration;

namespace GlobalLb.Steering.Tests.Choosing;

public sealed class MinimumTests
{
    [Theory]
    [InlineData("", "eu-1 eu-2")]
    [InlineData("eu-1", "us-1")]
    [InlineData("eu-1 us-1", "ap-1")]
    [InlineData("eu-6", "eu-1 eu-2")]
    public void A_node_with_less_than_its_minimum_counts_as_having_nothing(string down, string expected) =>
        Assert.Equal(expected, Answered(Example.Failover(Leaf("eu-web", count: 2), Example.Leaf("us-web"), Example.Leaf("ap-web")), down));

    [Theory]
    [InlineData("eu-1", 33, "eu-2")]
    [InlineData("eu-2", 33, "us-1")]
    [InlineData("eu-2", 25, "eu-1")]
    [InlineData("eu-2", 26, "us-1")]
    public void A_share_is_of_the_weight_of_all_endpoints_of_the_family(string down, int share, string expected)
    {
        var document = Example.WithPolicy(Example.Failover(Leaf("eu-web", share: share), Example.Leaf("us-web")))
            .WithPool("eu-web", pool => pool with { Endpoints = pool.Endpoints.Replace(1, endpoint => endpoint with { Weight = 3 }) });
        Assert.Equal(expected, document.Compile(down.Split(' ')).Answered());
    }

    [Fact]
    public void Where_all_weights_are_0_a_share_is_of_the_number()
    {
        var document = Example.WithPolicy(Example.Failover(Leaf("eu-web", share: 60), Example.Leaf("us-web")))
            .WithPool("eu-web", pool => pool with { Endpoints = [.. pool.Endpoints.Select(endpoint => endpoint with { Weight = 0 })] });
        Assert.Equal("eu-1 eu-2", document.Compile().Answered());
        Assert.Equal("us-1", document.Compile("eu-1").Answered());
    }

    [Fact]
    public void Each_family_has_its_own_minimum()
    {
        var snapshot = Example.WithPolicy(Example.Failover(Leaf("eu-web", count: 2), Example.Leaf("us-web"))).Compile();
        Assert.Equal("eu-1 eu-2", snapshot.Answered());
        Assert.Equal("us-6", snapshot.Answered(isIPv4: false));
    }

    [Theory]
    [InlineData(3, "eu-1 eu-2")]
    [InlineData(4, "ap-1")]
    public void A_pool_reached_twice_is_counted_once(int count, string expected)
    {
        var twice = Example.Failover(Example.Failover("eu-web"), Example.Failover("eu-web", "us-web")) with { Minimum = new() { Count = count } };
        Assert.Equal(expected, Answered(Example.Failover(twice, Example.Leaf("ap-web")), ""));
    }

    [Fact]
    public void What_stands_behind_a_node_with_too_little_does_not_count_for_the_nodes_above()
    {
        var inner = Example.Failover(Leaf("eu-web", count: 2), Example.Leaf("us-web")) with { Minimum = new() { Count = 3 } };
        var policy = Example.Failover(inner, Example.Leaf("ap-web"));
        Assert.Equal("eu-1 eu-2", Answered(policy, ""));
        Assert.Equal("ap-1", Answered(policy, "eu-1"));
    }

    [Fact]
    public void Drained_regions_count_once_nothing_else_is_left()
    {
        var document = Example.WithPolicy(Example.Failover(Example.Weighted((1, Example.Leaf("eu-web")), (1, Example.Leaf("us-web"))) with { Minimum = new() { Count = 3 } }));
        Assert.Equal("eu-1 eu-2", document.Compile().Answered(draw: ulong.MaxValue));
        var drained = document.WithState("us-east", RegionState.Drained).Compile();
        Assert.Contains(drained.Answered(draw: 0), new[] { "us-1", "eu-1 eu-2" });
        Assert.False(drained.Choose().IsFallback);
    }

    [Fact]
    public void A_minimum_that_nothing_meets_leaves_it_to_the_fallback_which_answers_what_is_best()
    {
        var choice = Example.WithPolicy(Leaf("eu-web", count: 2)).Compile("eu-1").Choose();
        Assert.Equal("eu-2", choice.Codes());
        Assert.True(choice.IsFallback);
        choice = Example.WithPolicy(Leaf("eu-web", count: 3)).Compile("eu-1").Choose();
        Assert.Equal("eu-2", choice.Codes());
        Assert.True(choice.IsFallback);
        Assert.True(Example.WithPolicy(Leaf("eu-web", count: 3), Fallback.NoData).Compile().Choose().IsNothing);
    }

    [Fact]
    public void A_trace_says_what_was_missing()
    {
        var snapshot = Example.WithPolicy(Example.Failover(Leaf("eu-web", count: 2), Leaf("us-web", share: 100))).Compile("eu-1");
        var steps = Explainer.Explain(snapshot, snapshot.SteeredNames[0].Name, new Client(Example.Address("192.0.2.1")), true, 0)!.Steps.Select(step => step.Sentence).ToList();
        Assert.Contains("the pool below needs 2 and has 1 endpoints available: it counts as having nothing", steps);
        Assert.Contains("the pool below needs 100 % of the weight and has 1 of 1 by weight available: enough", steps);
    }

    private static PoolNode Leaf(string pool, int? count = null, int? share = null) => Example.Leaf(pool) with { Minimum = new() { Count = count, Share = share } };

    private static string Answered(PolicyNode policy, string down) => Example.WithPolicy(policy).Compile(down.Split(' ')).Answered();
}
