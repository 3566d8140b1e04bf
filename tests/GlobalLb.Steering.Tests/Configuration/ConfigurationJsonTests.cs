using System.Text.Json;
using GlobalLb.Dns.Records;
using GlobalLb.Steering.Configuration;
using GlobalLb.Steering.Validation;

namespace GlobalLb.Steering.Tests.Configuration;

public sealed class ConfigurationJsonTests
{
    private static readonly ConfigurationDocument Rich = Example.WithPolicy(
        Example.Geographic(
            Example.Failover("eu-web", "us-web"),
            ("continent:EU country:US", Example.Weighted((1, Example.Leaf("eu-web")), (0, Example.Leaf("us-web")))),
            ("10.0.0.0/8 2001:db8::/32", Example.Leaf("ap-web"))),
        Fallback.AllEndpoints)
        .WithRegion("eu-west", region => region with { Latitude = 53.3, Longitude = -6.2, Drill = new Drill(Example.Noon, "ada") })
        .WithPool("us-web", pool => pool with { Kind = PoolKind.L4, UnknownMeans = UnknownMeaning.Down, Probe = new Probe { Kind = ProbeKind.Tcp, Port = 8443 } });

    [Fact]
    public void Write_then_read_gives_the_same_document()
    {
        var json = ConfigurationJson.Write(Rich);
        var again = ConfigurationJson.Read(json);

        Assert.Equal(json, ConfigurationJson.Write(again));
        Assert.Equal(Rich.Regions.AsEnumerable(), again.Regions);
        Assert.Equal(Rich.Pools[1].Probe, again.Pools[1].Probe);
        Assert.Equal(Rich.Places.AsEnumerable(), again.Places);
        Assert.Equal(Rich.Zones[0].Records.AsEnumerable(), again.Zones[0].Records);
        var geographic = Assert.IsType<GeographicNode>(again.Zones[0].SteeredNames[0].Policy);
        Assert.Equal(["continent:EU", "country:US"], geographic.Branches[0].Places.Select(place => place.ToString()));
        Assert.Equal([1, 0], Assert.IsType<WeightedNode>(geographic.Branches[0].Node).Branches.Select(branch => branch.Weight));
        Assert.Equal(Fallback.AllEndpoints, again.Zones[0].SteeredNames[0].Fallback);
        Assert.Empty(ConfigurationValidation.Check(again));
    }

    [Fact]
    public void What_people_meet_in_a_document_is_text()
    {
        var json = ConfigurationJson.Write(Rich);
        string[] parts = ["\"eu-west\"", "\"192.0.2.1\"", "\"www.example.test.\"", "\"type\":\"NS\"", "\"kind\":\"geographic\"", "\"continent:EU\"", "\"10.0.0.0/8\"", "\"allEndpoints\"", "\"tcp\""];
        foreach (var part in parts) Assert.Contains(part, json, StringComparison.Ordinal);
    }

    [Fact]
    public void An_empty_object_is_the_empty_configuration() =>
        Assert.Equal(ConfigurationJson.Write(ConfigurationDocument.Empty), ConfigurationJson.Write(ConfigurationJson.Read("{}")));

    [Fact]
    public void A_type_without_a_mnemonic_is_written_by_its_number()
    {
        var document = Example.Document with { Zones = [Example.Zone("example.test", [Example.Record("@", (RecordType)65280, "\\# 1 00")])] };
        Assert.Equal((RecordType)65280, ConfigurationJson.Read(ConfigurationJson.Write(document)).Zones[0].Records[0].Type);
    }

    [Fact]
    public void The_deepest_valid_policy_can_be_written_and_read()
    {
        PolicyNode node = Example.Leaf("eu-web");
        for (var depth = 1; depth < PolicyNode.MaxDepth; depth++) node = Example.Weighted((1, node));
        var document = Example.WithPolicy(node);
        Assert.Empty(ConfigurationValidation.Check(document));
        Assert.Equal(ConfigurationJson.Write(document), ConfigurationJson.Write(ConfigurationJson.Read(ConfigurationJson.Write(document))));
    }

    [Theory]
    [InlineData("an unknown member", """{"reigons":[]}""", "reigons")]
    [InlineData("an unknown member far inside", """{"zones":[{"name":"a.","authority":{"primaryNameServer":"b.","mailbox":"c.","retri":1}}]}""", "retri")]
    [InlineData("a member written twice", """{"regions":[],"regions":[]}""", "regions")]
    [InlineData("a missing member", """{"regions":[{"code":"a"}]}""", "name")]
    [InlineData("null", "null", "null")]
    [InlineData("a null list", """{"regions":null}""", "regions")]
    [InlineData("a null in a list", """{"regions":[null]}""", "regions")]
    [InlineData("a null place in a list", """{"places":[null]}""", "places")]
    [InlineData("a null code", """{"regions":[{"code":null,"name":"a"}]}""", "null")]
    [InlineData("a number for a code", """{"regions":[{"code":5,"name":"a"}]}""", "code")]
    [InlineData("a list for an address", """{"pools":[{"code":"a","region":"a","endpoints":[{"code":"a","address":[]}]}]}""", "address")]
    [InlineData("a number for a list", """{"regions":5}""", "regions")]
    [InlineData("a null name", """{"regions":[{"code":"a","name":null}]}""", "name")]
    [InlineData("a null address", """{"pools":[{"code":"a","region":"a","endpoints":[{"code":"a","address":null}]}]}""", "address")]
    [InlineData("a shortened address", """{"pools":[{"code":"a","region":"a","endpoints":[{"code":"a","address":"10.1"}]}]}""", "'10.1' is no IP address")]
    [InlineData("an octal address", """{"pools":[{"code":"a","region":"a","endpoints":[{"code":"a","address":"010.0.0.1"}]}]}""", "'010.0.0.1' is no IP address")]
    [InlineData("an address of a link", """{"pools":[{"code":"a","region":"a","endpoints":[{"code":"a","address":"fe80::1%1"}]}]}""", "is no IP address")]
    [InlineData("an unknown kind of node", """{"zones":[{"name":"a.","authority":{"primaryNameServer":"b.","mailbox":"c."},"steeredNames":[{"name":"a.","policy":{"kind":"farthest"}}]}]}""", "farthest")]
    [InlineData("a branch without a node", """{"zones":[{"name":"a.","authority":{"primaryNameServer":"b.","mailbox":"c."},"steeredNames":[{"name":"a.","policy":{"kind":"weighted","branches":[{"weight":1}]}}]}]}""", "node")]
    [InlineData("a null policy", """{"zones":[{"name":"a.","authority":{"primaryNameServer":"b.","mailbox":"c."},"steeredNames":[{"name":"a.","policy":null}]}]}""", "policy")]
    [InlineData("a null child", """{"zones":[{"name":"a.","authority":{"primaryNameServer":"b.","mailbox":"c."},"steeredNames":[{"name":"a.","policy":{"kind":"failover","order":[null]}}]}]}""", "order")]
    [InlineData("a number for an enumeration", """{"regions":[{"code":"a","name":"a","state":1}]}""", "state")]
    [InlineData("an unknown word for an enumeration", """{"regions":[{"code":"a","name":"a","state":"closed"}]}""", "state")]
    [InlineData("a bad name", """{"zones":[{"name":"a..b"}]}""", "empty label")]
    [InlineData("a bad record type", """{"zones":[{"name":"a.","authority":{"primaryNameServer":"b.","mailbox":"c."},"records":[{"name":"a.","type":"AX","value":""}]}]}""", "'AX' is no record type")]
    [InlineData("a bad prefix", """{"places":[{"prefix":"10.0.0.1/8","country":"DE"}]}""", "'10.0.0.1/8' is no prefix")]
    [InlineData("a bad place", """{"zones":[{"name":"a.","authority":{"primaryNameServer":"b.","mailbox":"c."},"steeredNames":[{"name":"a.","policy":{"kind":"geographic","otherwise":{"kind":"pool","pool":"p"},"branches":[{"places":["DE"],"node":{"kind":"pool","pool":"p"}}]}}]}]}""", "'DE' is no place")]
    public void What_is_no_configuration_is_refused_with_a_message_that_says_so(string what, string json, string expected)
    {
        var refusal = Assert.ThrowsAny<JsonException>(() => ConfigurationJson.Read(json));
        Assert.True(refusal.Message.Contains(expected, StringComparison.OrdinalIgnoreCase), $"{what}: {refusal.Message}");
    }
}
