using System.Collections.Immutable;
using GlobalLb.Steering.Configuration;
using GlobalLb.Steering.Validation;
using GlobalLb.Web.Pages.PolicyTrees;

namespace GlobalLb.Web.Tests.Pages.PolicyTrees;

public sealed class TreeProblemsTests
{
    private static readonly NamedPolicy Shared = Trees.Document.Policies[0];

    [Theory]
    [MemberData(nameof(Trees.All), MemberType = typeof(Trees))]
    public void A_valid_tree_has_none(string json)
    {
        Assert.Empty(Named(Trees.Parse(json)));
        Assert.Empty(TreeProblems.Find(Trees.Document, Sample.Zone, Sample.Www with { Policy = Trees.Parse(json) }, Sample.Noon));
    }

    [Fact]
    public void Paths_begin_at_the_tree() => Assert.Equal([".order[1].pool"], Named(Wrong).Select(problem => problem.Path));

    [Fact]
    public void Paths_of_a_steered_name_begin_at_the_name()
    {
        var problems = TreeProblems.Find(Trees.Document, Sample.Zone, Sample.Www with { Ttl = 0, Policy = Wrong }, Sample.Noon);
        Assert.Equal(["policy.order[1].pool", "ttl"], problems.Select(problem => problem.Path).Order());
        Assert.Equal([".order[1].pool"], TreeProblems.Below(problems, "policy").Select(problem => problem.Path));
    }

    [Fact]
    public void A_policy_that_comes_back_to_itself_is_said_at_its_root()
    {
        var document = Trees.Document with { Policies = [Shared, new NamedPolicy(new PolicyName("another"), Refer("shared"))] };
        var problem = Assert.Single(TreeProblems.Find(document, Shared with { Node = Refer("another") }, Sample.Noon));
        Assert.Equal("", problem.Path);
        Assert.Contains("comes back to itself", problem.Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_problem_is_said_by_the_node_or_the_branch_it_is_of_and_by_no_other()
    {
        Problem[] problems =
        [
            new("", "a"), new(".minimum", "b"), new(".branches[country:DE]", "c"), new(".branches[0].places", "d"),
            new(".branches[0].node", "e"), new(".branches[0].node.order[10]", "f"), new(".branches[0].node.order[1].pool", "g"), new(".otherwise.from.pool", "h"),
        ];
        var scene = Trees.Around(Sample.Leaf("eu-web"), problems);
        Assert.Equal("abc", Said(scene.OfNode("")));
        Assert.Equal("d", Said(scene.OfBranch(".branches[0]")));
        Assert.Equal("e", Said(scene.OfNode(".branches[0].node")));
        Assert.Equal("g", Said(scene.OfNode(".branches[0].node.order[1]")));
        Assert.Equal("f", Said(scene.OfNode(".branches[0].node.order[10]")));
        Assert.Equal("h", Said(scene.OfNode(".otherwise.from")));
        Assert.Equal("", Said(scene.OfNode(".otherwise")));
    }

    [Fact]
    public void A_new_leaf_is_of_a_pool_that_is_not_reached_yet()
    {
        var scene = Trees.Around(Sample.Leaf("eu-web"));
        Assert.Equal(Sample.Leaf("us-web"), scene.Spare([Wrong.Children.First()]));
        Assert.Equal(Sample.Leaf("eu-web"), scene.Spare([Sample.Leaf("eu-web"), Sample.Leaf("us-web")]));
    }

    private static FailoverNode Wrong => new() { Order = [Sample.Leaf("eu-web"), Sample.Leaf("nowhere")] };

    private static ReferenceNode Refer(string name) => new() { Policy = new PolicyName(name) };

    private static ImmutableArray<Problem> Named(PolicyNode node) => TreeProblems.Find(Trees.Document, new NamedPolicy(new PolicyName("new"), node), Sample.Noon);

    private static string Said(IEnumerable<Problem> problems) => string.Concat(problems.Select(problem => problem.Sentence));
}
