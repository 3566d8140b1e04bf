using GlobalLb.Steering.Configuration;
using GlobalLb.Web.Pages.PolicyTrees;

namespace GlobalLb.Web.Tests.Pages.PolicyTrees;

public sealed class PolicyKindTests
{
    [Fact]
    public void Every_kind_of_node_can_be_chosen_and_has_its_part() => Assert.Equal(
        typeof(PolicyNode).Assembly.GetTypes().Where(type => type.IsSubclassOf(typeof(PolicyNode))).Select(type => (type.Name, type.Name.Replace("Node", "Part", StringComparison.Ordinal))).Order(),
        PolicyKind.All.Select(kind => (kind.Node.Name, kind.Part.Name)).Order());

    [Fact]
    public void A_part_edits_nodes_of_its_kind() =>
        Assert.All(PolicyKind.All, kind => Assert.Equal(typeof(PolicyPart<>).MakeGenericType(kind.Node), kind.Part.BaseType));

    [Theory]
    [MemberData(nameof(Trees.All), MemberType = typeof(Trees))]
    public void A_kind_is_called_what_documents_call_it(string json) =>
        Assert.StartsWith($$"""{"kind":"{{PolicyKind.Of(Trees.Parse(json)).Word}}",""", json, StringComparison.Ordinal);

    [Theory]
    [MemberData(nameof(Trees.All), MemberType = typeof(Trees))]
    public void Leaves_are_those_without_children(string json)
    {
        var node = Trees.Parse(json);
        Assert.Equal(PolicyKind.Of(node).IsLeaf, !node.Children.Any());
    }
}
