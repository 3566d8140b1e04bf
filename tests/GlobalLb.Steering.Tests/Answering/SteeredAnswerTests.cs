using GlobalLb.Dns.Messages;
using GlobalLb.Dns.Records;
using GlobalLb.Steering.Configuration;
using GlobalLb.Steering.Snapshots;

namespace GlobalLb.Steering.Tests.Answering;

public sealed class SteeredAnswerTests
{
    [Theory]
    [InlineData("10.1.2.0/24", "192.0.2.1 192.0.2.2", 16)]
    [InlineData("10.1.0.0/16", "192.0.2.1 192.0.2.2", 16)]
    [InlineData("10.0.0.0/8", "198.51.100.1", 16)]
    [InlineData("10.2.0.0/16", "198.51.100.1", 15)]
    [InlineData("192.0.2.0/24", "198.51.100.1", 1)]
    [InlineData("2001:db8::/32", "198.51.100.1", 0)]
    public void RFC7871_7_2_1_The_subnet_decides_and_the_scope_says_for_how_many_bits_it_did(string subnet, string addresses, byte scope)
    {
        var answer = new Exchange(ExampleZones.Snapshot).Ask("www.example.test", RecordType.A, subnet: subnet);
        Assert.Equal(addresses.Split(' '), answer.Answers.Select(record => record.Text).Order(StringComparer.Ordinal));
        Assert.Equal(scope, answer.Edns!.SubnetScope);
        Assert.Equal(subnet, answer.Edns.Subnet.ToString());
    }

    [Fact]
    public void RFC7871_7_1_2_A_subnet_of_length_0_leaves_the_resolver_and_has_scope_0()
    {
        var answer = new Exchange(ExampleZones.Snapshot).Ask("www.example.test", RecordType.A, resolver: "10.1.2.3", subnet: "0.0.0.0/0");
        Assert.Equal("192.0.2.2", answer.Answers[0].Text);
        Assert.Equal(0, answer.Edns!.SubnetScope);
    }

    [Fact]
    public void Without_a_subnet_the_resolver_decides() =>
        Assert.Equal(["192.0.2.2", "192.0.2.1"], new Exchange(ExampleZones.Snapshot).Ask("www.example.test", RecordType.A, resolver: "10.1.2.3").Answers.Select(record => record.Text));

    [Theory]
    [InlineData("text.example.test", RecordType.A)]
    [InlineData("www.example.test", RecordType.TXT)]
    [InlineData("nothing.example.test", RecordType.A)]
    [InlineData("v4.example.test", RecordType.A)]
    public void RFC7871_7_2_1_What_is_the_same_for_everyone_has_scope_0(string name, RecordType type) =>
        Assert.Equal(0, new Exchange(ExampleZones.Snapshot).Ask(name, type, subnet: "10.1.2.0/24").Edns!.SubnetScope);

    [Fact]
    public void RFC7871_7_2_1_An_alias_to_a_steered_name_has_its_scope()
    {
        var answer = new Exchange(ExampleZones.Snapshot).Ask("alias.example.test", RecordType.A, subnet: "10.1.2.0/24");
        Assert.Equal(["alias.example.test. 300 IN CNAME www.example.test.", "www.example.test. 30 IN A 192.0.2.2", "www.example.test. 30 IN A 192.0.2.1"], answer.Answers.Select(record => record.ToString()));
        Assert.Equal(16, answer.Edns!.SubnetScope);
    }

    [Fact]
    public void RFC7871_7_2_1_An_ANY_that_one_family_could_not_answer_keeps_the_scope_that_found_so()
    {
        // Only 10.2/16 has an IPv4 answer; the IPv6 answer is the same for everyone.
        var document = Example.WithPolicy(
            Example.Failover(Example.Leaf("six"), Example.Geographic(Example.Leaf("us-web"), ("10.2.0.0/16", Example.Leaf("ap-web")))), Fallback.NoData) with
        {
            Pools = Example.Document.Pools.Add(Example.Pool("six", "eu-west", ("six-1", "2001:db8::66"))),
        };
        var answer = new Exchange(document.WithState("us-east", RegionState.Evacuated).Compile()).Ask("www.example.test", RecordType.ANY, subnet: "10.1.2.0/24");
        Assert.Equal(["2001:db8::66"], answer.Answers.Select(record => record.Text));
        Assert.Equal(15, answer.Edns!.SubnetScope);
    }

    [Fact]
    public void RFC2308_2_2_A_name_that_is_empty_on_purpose_is_answered_with_the_SOA_and_its_scope()
    {
        var document = Example.WithPolicy(Example.Geographic(Example.Leaf("us-web"), ("10.1.0.0/16", Example.Leaf("us-web"))), Fallback.NoData);
        var answer = new Exchange(document.Compile("us-1")).Ask("www.example.test", RecordType.A, subnet: "10.1.2.0/24");
        Assert.Equal(ResponseCode.NoError, answer.Code);
        Assert.Empty(answer.Answers);
        Assert.Equal(RecordType.SOA, Assert.Single(answer.Authorities).Type);
        Assert.Equal(16, answer.Edns!.SubnetScope);
    }

    [Fact]
    public void The_first_address_is_drawn_by_weight()
    {
        var counts = FirstOf(Weighted(("e1", 1), ("e2", 0), ("e3", 3)).Compile());
        Assert.Equal(["192.0.2.1", "192.0.2.3"], counts.Keys.Order(StringComparer.Ordinal));
        Assert.InRange(counts["192.0.2.1"], 900, 1100);
        Assert.InRange(counts["192.0.2.3"], 2900, 3100);
    }

    [Fact]
    public void Weights_of_0_share_evenly_when_only_they_are_left()
    {
        // The one that is down must not leave its share to its neighbour.
        var counts = FirstOf(Weighted(("e1", 5), ("e2", 0), ("e3", 0), ("e4", 0)).Compile("e1"));
        Assert.Equal(3, counts.Count);
        Assert.All(counts.Values, count => Assert.InRange(count, 1200, 1470));
    }

    [Fact]
    public void An_answer_has_at_most_sixteen_addresses()
    {
        var document = Weighted([.. Enumerable.Range(1, 40).Select(i => ($"e{i}", 1))]);
        var addresses = new Exchange(document.Compile()).Ask("www.example.test", RecordType.A).Answers.Select(record => record.Text).ToList();
        Assert.Equal(16, addresses.Distinct().Count());
        Assert.Equal(16, addresses.Count);
    }

    private static ConfigurationDocument Weighted(params (string Code, int Weight)[] endpoints) =>
        Example.WithPolicy(Example.Leaf("eu-web")).WithPool("eu-web", pool => pool with
        {
            Endpoints = [.. endpoints.Select((item, i) => Example.Endpoint(item.Code, $"192.0.2.{i + 1}", item.Weight))],
        });

    private static Dictionary<string, int> FirstOf(Snapshot snapshot) => Example.Stratified(4000)
        .Select(draw => new Exchange(snapshot, draw).Ask("www.example.test", RecordType.A).Answers[0].Text)
        .CountBy(address => address).ToDictionary();
}
