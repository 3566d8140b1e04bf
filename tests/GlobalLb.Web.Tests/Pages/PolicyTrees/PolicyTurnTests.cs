using GlobalLb.Steering.Configuration;
using GlobalLb.Web.Pages.PolicyTrees;

namespace GlobalLb.Web.Tests.Pages.PolicyTrees;

public sealed class PolicyTurnTests
{
    private const string Eu = """{"kind":"pool","pool":"eu-web"}""", Us = """{"kind":"pool","pool":"us-web"}""";

    [Theory]
    [MemberData(nameof(Trees.All), MemberType = typeof(Trees))]
    public void A_node_becomes_any_kind_and_keeps_its_minimum_and_what_it_reaches(string json)
    {
        var node = Trees.Parse(json) with { Minimum = new Minimum { Count = 3 } };
        foreach (var kind in PolicyKind.All)
        {
            var turned = PolicyTurn.Into(node, kind, Trees.Around(node));
            Assert.Equal((kind, node.Minimum), (PolicyKind.Of(turned), turned.Minimum));
            Assert.Equal(Trees.Write(turned), Trees.Write(Trees.Parse(Trees.Write(turned))));
            if (!kind.IsLeaf) Assert.Subset(turned.AndAllBelow().Select(Leaf).ToHashSet(), node.AndAllBelow().Where(each => PolicyKind.Of(each).IsLeaf).Select(Leaf).ToHashSet());
        }
    }

    [Theory]
    [MemberData(nameof(Trees.All), MemberType = typeof(Trees))]
    public void A_node_that_stays_what_it_is_stays_the_same(string json)
    {
        var node = Trees.Parse(json);
        Assert.Same(node, PolicyTurn.Into(node, PolicyKind.Of(node), Trees.Around(node)));
    }

    [Theory]
    [InlineData("failover", $$"""{"kind":"failover","order":[{{Eu}}]}""")]
    [InlineData("weighted", $$"""{"kind":"weighted","branches":[{"weight":1,"node":{{Eu}}}]}""")]
    [InlineData("geographic", $$"""{"kind":"geographic","branches":[{"places":[],"node":{{Eu}}}],"otherwise":{{Eu}}}""")]
    [InlineData("shed", $$"""{"kind":"shed","from":{{Eu}},"to":{{Us}},"share":10}""")]
    public void A_leaf_that_becomes_another_kind_begins_with_its_pool(string kind, string json) => Assert.Equal(json, Trees.Write(Turn(Eu, kind)));

    [Fact]
    public void Three_children_go_as_a_whole_into_a_kind_that_holds_two() => Assert.Equal(
        $$"""{"kind":"shed","from":{"kind":"failover","order":[{{Eu}},{{Us}},{{Eu}}]},"to":{{Eu}},"share":10}""",
        Trees.Write(Turn($$"""{"kind":"failover","order":[{{Eu}},{{Us}},{{Eu}}]}""", "shed")));

    [Fact]
    public void Weights_go_along_between_kinds_that_have_them() => Assert.Equal(
        $$"""{"kind":"sticky","branches":[{"weight":3,"node":{{Eu}}},{"weight":0,"node":{{Us}}}],"ipv4Prefix":24,"ipv6Prefix":56}""",
        Trees.Write(Turn($$"""{"kind":"weighted","branches":[{"weight":3,"node":{{Eu}}},{"weight":0,"node":{{Us}}}]}""", "sticky")));

    [Fact]
    public void A_node_that_becomes_a_leaf_takes_its_first_pool() =>
        Assert.Equal(Eu, Trees.Write(Turn($$"""{"kind":"failover","order":[{"kind":"failover","order":[{{Eu}}]},{{Us}}]}""", "pool")));

    [Fact]
    public void A_ramp_begins_later_so_that_nothing_moves_at_once()
    {
        var before = DateTimeOffset.UtcNow;
        var ramp = Assert.IsType<RampNode>(Turn(Eu, "ramp"));
        Assert.InRange(ramp.Start, before.AddMinutes(58), before.AddMinutes(62));
    }

    [Fact]
    public void A_node_below_a_new_one_is_its_only_child() => Assert.Equal($$"""{"kind":"failover","order":[{{Us}}]}""", Trees.Write(PolicyTurn.Wrap(Trees.Parse(Us))));

    private static PolicyNode Turn(string json, string kind) =>
        PolicyTurn.Into(Trees.Parse(json), PolicyKind.All.Single(each => each.Word == kind), Trees.Around(Trees.Parse(json)));

    // What a leaf reaches, whatever it asks for besides.
    private static string Leaf(PolicyNode node) => Trees.Write(node with { Minimum = null });
}
