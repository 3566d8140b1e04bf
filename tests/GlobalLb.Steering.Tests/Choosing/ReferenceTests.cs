using GlobalLb.Steering.Choosing;
using GlobalLb.Steering.Configuration;
using GlobalLb.Steering.Validation;

namespace GlobalLb.Steering.Tests.Choosing;

public sealed class ReferenceTests
{
    private static readonly ConfigurationDocument Document = Example.WithPolicy(Example.Failover(Example.Refer("west"), Example.Leaf("ap-web"))) with
    {
        Policies = [new(new("west"), Example.Failover(Example.Refer("eu"), Example.Leaf("us-web"))), new(new("eu"), Example.Leaf("eu-web"))],
    };

    [Theory]
    [InlineData("", "eu-1 eu-2")]
    [InlineData("eu-1 eu-2", "us-1")]
    [InlineData("eu-1 eu-2 us-1", "ap-1")]
    public void A_reference_picks_what_the_policy_picks_and_has_nothing_when_that_has_nothing(string down, string expected) =>
        Assert.Equal(expected, Document.Compile(down.Split(' ')).Answered());

    [Fact]
    public void A_reference_may_have_a_minimum_of_its_own()
    {
        var document = Document with { Policies = Document.Policies.Replace(0, policy => policy with { Node = Example.Failover(Example.Refer("eu") with { Minimum = new() { Count = 2 } }, Example.Leaf("us-web")) }) };
        Assert.Equal("us-1", document.Compile("eu-1").Answered());
        Assert.Equal("eu-2", Document.Compile("eu-1").Answered());
    }

    [Fact]
    public void A_trace_names_the_policy()
    {
        var snapshot = Document.Compile();
        var steps = Explainer.Explain(snapshot, snapshot.SteeredNames[0].Name, new Client(Example.Address("192.0.2.1")), true, 0)!.Steps;
        Assert.Contains(new TraceStep(1, "policy west"), steps);
        Assert.Contains(new TraceStep(3, "policy eu"), steps);
    }

    [Fact]
    public void Who_refers_to_the_same_policy_shares_it()
    {
        var names = Enumerable.Range(0, 5).Select(i => Example.Steered($"n{i}.example.test", Example.Refer("west")));
        var snapshot = (Document with { Zones = [Example.Zone("example.test", [], [.. names])] }).Compile();
        Assert.Equal(1, snapshot.Policies.Count);
        Assert.Equal(3, snapshot.Policies.Nodes.Length);
    }

    [Fact]
    public void A_node_reaches_what_its_references_reach_each_policy_once()
    {
        var twice = Example.Failover(Example.Refer("west"), Example.Refer("west"), Example.Refer("unknown"));
        Assert.Equal(["us-web", "eu-web"], Document.NodesOf(twice).OfType<PoolNode>().Select(node => node.Pool.Value));
        Assert.Equal(["ap-web"], (Document with { Policies = [new(new("a"), Example.Failover(Example.Refer("a"), Example.Leaf("ap-web")))] }).NodesOf(Example.Refer("a")).OfType<PoolNode>().Select(node => node.Pool.Value));
    }

    [Theory]
    [InlineData(2_000)]
    [InlineData(20_000)]
    public void A_circle_and_a_line_of_any_length_are_found_without_recursion(int length)
    {
        NamedPolicy[] line = [.. Enumerable.Range(0, length).Select(i => new NamedPolicy(new($"p{i}"), i == 0 ? Example.Leaf("eu-web") : Example.Refer($"p{i - 1}")))];
        Assert.Contains(ConfigurationValidation.Check(Document with { Policies = [.. Document.Policies, .. line] }), problem => problem.Path == $"policies[p{length - 1}].node" && problem.Sentence.Contains($"{length} nodes deep", StringComparison.Ordinal));
        line[0] = line[0] with { Node = Example.Refer($"p{length - 1}") };
        Assert.Contains("p0 → ", Assert.Single(ConfigurationValidation.Check(Document with { Policies = [.. Document.Policies, .. line] })).Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public void What_leads_into_a_loop_is_no_second_problem()
    {
        var document = Document with { Policies = [.. Document.Policies, new(new("a"), Example.Refer("b")), new(new("b"), Example.Refer("c")), new(new("c"), Example.Refer("b"))] };
        Assert.Equal("the policy 'b' comes back to itself: b → c → b; take one of these references out", Assert.Single(ConfigurationValidation.Check(document)).Sentence);
    }
}
