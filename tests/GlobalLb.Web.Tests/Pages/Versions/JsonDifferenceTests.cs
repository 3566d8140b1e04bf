using GlobalLb.Steering.Configuration;
using GlobalLb.Web.Pages.Versions;

namespace GlobalLb.Web.Tests.Pages.Versions;

public sealed class JsonDifferenceTests
{
    [Fact]
    public void Equal_documents_have_no_difference() => Assert.Empty(JsonDifference.Find("""{"a":[1,{"b":true}]}""", """{ "a": [1, {"b": true}] }"""));

    [Fact]
    public void The_order_of_members_is_no_difference() => Assert.Empty(JsonDifference.Find("""{"a":1,"b":2}""", """{"b":2,"a":1}"""));

    [Fact]
    public void A_value_is_changed_added_or_removed()
    {
        var changes = JsonDifference.Find("""{"kept":1,"changed":1,"removed":1}""", """{"kept":1,"changed":2,"added":1}""");
        Assert.Equal([new JsonChange("added", null, "1"), new JsonChange("changed", "1", "2"), new JsonChange("removed", "1", null)], changes);
        Assert.Equal(["added", "changed", "removed"], changes.Select(change => change.Kind));
        Assert.Equal(["+", "~", "−"], changes.Select(change => change.Sign));
    }

    [Theory]
    [InlineData("""{"code":"b","weight":1}""", """{"code":"a","weight":1}""", "[a].code", "[a].weight")]
    [InlineData("""{"prefix":"192.0.2.0/24"}""", """{"prefix":"10.0.0.0/8"}""", "[10.0.0.0/8].prefix")]
    [InlineData("""{"name":"b.","ttl":1}""", """{"name":"a.","ttl":1}""", "[a.].name", "[a.].ttl")]
    [InlineData("""{"name":"a.","type":"A"}""", """{"name":"a.","type":"TXT"}""", "[a. TXT].name", "[a. TXT].type")]
    public void A_thing_added_at_the_front_leaves_the_others_as_they_were(string known, string added, params string[] paths) =>
        Assert.Equal(paths, JsonDifference.Find($"[{known}]", $"[{added},{known}]").Select(change => change.Path));

    [Fact]
    public void Things_of_one_key_are_told_apart_by_their_number()
    {
        var changes = JsonDifference.Find(
            """[{"name":"a.","type":"A","value":"192.0.2.1"}]""",
            """[{"name":"a.","type":"A","value":"192.0.2.1"},{"name":"a.","type":"A","value":"192.0.2.2"}]""");
        Assert.Contains(new JsonChange("[a. A #2].value", null, "192.0.2.2"), changes);
        Assert.DoesNotContain(changes, change => change.Path.StartsWith("[a. A].", StringComparison.Ordinal));
    }

    [Fact]
    public void The_children_of_a_policy_are_told_by_their_place_because_their_order_counts()
    {
        var turned = Sample.Steering(Sample.Www with { Policy = new FailoverNode { Order = [Sample.Leaf("us-web"), Sample.Leaf("eu-web")] } });
        Assert.Equal(
            [
                new JsonChange("zones[example.com.].steeredNames[www.example.com.].policy.order[0].pool", "eu-web", "us-web"),
                new JsonChange("zones[example.com.].steeredNames[www.example.com.].policy.order[1].pool", "us-web", "eu-web"),
            ],
            JsonDifference.Find(ConfigurationJson.Write(Sample.Document), ConfigurationJson.Write(turned)));
    }
}
