using System.Runtime.CompilerServices;
using System.Text.Json;
using GlobalLb.Steering.Configuration;
using GlobalLb.Steering.Validation;
using GlobalLb.Web.Pages.Zones;

namespace GlobalLb.Web.Tests.Pages.Zones;

public sealed class PolicyFormTests
{
    private static readonly string[] Texts =
    [
        """{"kind":"pool","pool":"eu-web"}""",
        """{"kind":"failover","order":[{"kind":"pool","pool":"eu-web"},{"kind":"pool","pool":"us-web"}]}""",
        """{"kind":"weighted","branches":[{"weight":0,"node":{"kind":"pool","pool":"eu-web"}},{"weight":1000000,"node":{"kind":"pool","pool":"us-web"}}]}""",
        """{"kind":"geographic","branches":[{"places":["continent:EU","country:TR","203.0.113.0/24","2001:db8::/32"],"node":{"kind":"pool","pool":"eu-web"}}],"otherwise":{"kind":"pool","pool":"us-web"}}""",
        """{"kind":"geographic","branches":[{"places":["country:DE"],"node":{"kind":"failover","order":[{"kind":"weighted","branches":[{"weight":3,"node":{"kind":"pool","pool":"eu-web"}}]}]}}],"otherwise":{"kind":"geographic","branches":[{"places":["10.0.0.0/8"],"node":{"kind":"pool","pool":"us-web"}}],"otherwise":{"kind":"pool","pool":"eu-web"}}}""",
    ];

    // What the form does not edit.
    private static readonly string[] Kept =
    [
        """{"kind":"policy","minimum":{"count":2},"policy":"shared"}""",
        """{"kind":"pool","minimum":{"share":50},"pool":"eu-web","most":1}""",
        """{"kind":"failover","order":[{"kind":"weighted","branches":[{"weight":1,"node":{"kind":"pool","pool":"eu-web"}}],"sticky":true}],"trickle":5}""",
        """{"kind":"geographic","minimum":{"count":1},"branches":[{"places":["country:DE"],"node":{"kind":"policy","policy":"shared"}}],"otherwise":{"kind":"failover","minimum":{"count":3},"order":[{"kind":"weighted","minimum":{"share":1},"branches":[{"weight":1,"node":{"kind":"policy","policy":"other"}}]}]}}""",
    ];

    public static TheoryData<string> Policies { get; } = [.. Texts];

    public static TheoryData<string> All { get; } = [.. Texts, .. Kept];

    [Fact]
    public void Every_kind_of_node_that_the_form_does_not_edit_is_kept_as_it_was_written()
    {
        var edited = Texts.SelectMany(text => Parse(text).AndAllBelow()).Select(node => node.GetType()).ToHashSet();
        var others = typeof(PolicyNode).Assembly.GetTypes().Where(type => type.IsSubclassOf(typeof(PolicyNode)) && !edited.Contains(type)).ToList();
        Assert.NotEmpty(others);
        Assert.All(others, type =>
        {
            var node = (PolicyNode)RuntimeHelpers.GetUninitializedObject(type);
            var form = PolicyForm.Of(node);
            Assert.Equal(PolicyKind.Other, form.Kind);
            Assert.True(form.WasOther);
            Assert.Same(node, Read(form));
        });
    }

    [Fact]
    public void What_the_form_does_not_edit_is_said()
    {
        Assert.Equal(Kept[0], PolicyForm.Of(Parse(Kept[0])).Kept);
        Assert.Equal("at least 50 % of the weight, at most 1", PolicyForm.Of(Parse(Kept[1])).Kept);
        var failover = PolicyForm.Of(Parse(Kept[2]));
        Assert.Equal(("5 % to the next", "sticky"), (failover.Kept, failover.Branches[0].Node.Kept));
        Assert.All(Texts, text => Assert.Equal("", PolicyForm.Of(Parse(text)).Kept));
    }

    [Theory]
    [MemberData(nameof(All))]
    public void A_policy_comes_out_of_the_form_as_it_went_in(string json) => Assert.Equal(json, Write(Read(PolicyForm.Of(Parse(json)))));

    [Theory]
    [MemberData(nameof(All))]
    public void Trying_every_other_kind_loses_nothing(string json)
    {
        var form = PolicyForm.Of(Parse(json));
        var kind = form.Kind;
        foreach (var other in Enum.GetValues<PolicyKind>()) form.TurnInto(other);
        form.TurnInto(kind);
        Assert.Equal(json, Write(Read(form)));
    }

    [Theory]
    [InlineData(PolicyKind.Failover, """{"kind":"failover","order":[{"kind":"pool","pool":"eu-web"}]}""")]
    [InlineData(PolicyKind.Weighted, """{"kind":"weighted","branches":[{"weight":1,"node":{"kind":"pool","pool":"eu-web"}}]}""")]
    [InlineData(PolicyKind.Geographic, """{"kind":"geographic","branches":[{"places":[],"node":{"kind":"pool","pool":"eu-web"}}],"otherwise":{"kind":"pool","pool":"eu-web"}}""")]
    public void A_leaf_that_becomes_another_kind_begins_with_its_pool(PolicyKind kind, string json)
    {
        var form = PolicyForm.Leaf("eu-web");
        form.TurnInto(kind);
        Assert.Equal(json, Write(Read(form)));
    }

    [Theory]
    [MemberData(nameof(Policies))]
    public void A_node_that_becomes_a_leaf_takes_its_first_pool(string json)
    {
        var form = PolicyForm.Of(Parse(json));
        form.TurnInto(PolicyKind.Pool);
        Assert.Equal(new PoolNode { Pool = new PoolCode("eu-web") }, Read(form));
    }

    [Fact]
    public void A_place_that_cannot_be_read_is_said_with_its_path_and_the_others_are_kept()
    {
        var form = PolicyForm.Leaf("eu-web");
        form.TurnInto(PolicyKind.Geographic);
        form.TurnInto(PolicyKind.Failover);
        form.Branches[0].Node.TurnInto(PolicyKind.Geographic);
        form.Branches[0].Node.Branches[0].Places = " continent:eu,, country:XX ,10.0.0.1/8";
        List<Problem> problems = [];
        var read = Assert.IsType<FailoverNode>(form.Read("policy", problems));
        Assert.Equal("continent:EU", Assert.Single(Assert.IsType<GeographicNode>(read.Order[0]).Branches[0].Places).ToString());
        Assert.Equal(2, problems.Count);
        Assert.All(problems, problem => Assert.Equal("policy.order[0].branches[0].places", problem.Path));
        Assert.Contains("XX", problems[0].Sentence, StringComparison.Ordinal);
        Assert.Contains("10.0.0.1/8", problems[1].Sentence, StringComparison.Ordinal);
    }

    private static PolicyNode Parse(string json) => JsonSerializer.Deserialize<PolicyNode>(json, ConfigurationJson.Options)!;

    private static string Write(PolicyNode node) => JsonSerializer.Serialize(node, ConfigurationJson.Options);

    private static PolicyNode Read(PolicyForm form)
    {
        List<Problem> problems = [];
        var node = form.Read("policy", problems);
        Assert.Empty(problems);
        return node;
    }
}
