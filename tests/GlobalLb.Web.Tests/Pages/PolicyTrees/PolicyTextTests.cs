using GlobalLb.Web.Pages.PolicyTrees;

namespace GlobalLb.Web.Tests.Pages.PolicyTrees;

public sealed class PolicyTextTests
{
    [Theory]
    [MemberData(nameof(Trees.All), MemberType = typeof(Trees))]
    public void What_is_written_is_read_as_the_same(string json)
    {
        Assert.True(PolicyText.TryRead(PolicyText.Write(Trees.Parse(json)), out var node, out _));
        Assert.Equal(json, Trees.Write(node));
    }

    [Theory]
    [InlineData("", "line 1")]
    [InlineData("null", "must not be null")]
    [InlineData("""{ "pool": "eu-web" }""", "needs its kind")]
    [InlineData("""{ "kind": "magic" }""", "magic")]
    [InlineData("""{ "kind": "pool" }""", "pool")]
    [InlineData("""{ "kind": "failover", "order": [ null ] }""", "null")]
    [InlineData("{ \"kind\": \"pool\",\n \"pool\": \"eu-web\",\n \"mots\": 1 }", "mots")]
    public void What_cannot_be_read_is_said(string text, string said)
    {
        Assert.False(PolicyText.TryRead(text, out _, out var problem));
        Assert.Contains(said, problem, StringComparison.Ordinal);
    }
}
