using GlobalLb.Dns.Messages;
using GlobalLb.Dns.Records;

namespace GlobalLb.Steering.Tests.Answering;

public sealed class WildcardTests
{
    private readonly Exchange _exchange = new(ExampleZones.Snapshot);

    [Theory]
    [InlineData("a.wild.example.test")]
    [InlineData("a.b.wild.example.test")]
    [InlineData("*.wild.example.test")]
    public void RFC4592_2_1_A_name_that_does_not_exist_is_answered_from_the_wildcard_of_its_closest_encloser(string name)
    {
        var answer = _exchange.Ask(name, RecordType.TXT);
        Assert.Equal((ResponseCode.NoError, true), (answer.Code, answer.IsAuthoritative));
        Assert.Equal([$"{name}. 300 IN TXT \"any\""], answer.Answers.Select(record => record.ToString()));
    }

    [Theory]
    [InlineData("exact.wild.example.test")]
    [InlineData("ent.wild.example.test")]
    [InlineData("wild.example.test")]
    public void RFC4592_2_2_1_A_name_that_exists_hides_the_wildcard(string name)
    {
        var answer = _exchange.Ask(name, RecordType.TXT);
        Assert.Equal(ResponseCode.NoError, answer.Code);
        Assert.Empty(answer.Answers);
    }

    [Theory]
    [InlineData("x.exact.wild.example.test")]
    [InlineData("x.ent.wild.example.test")]
    [InlineData("x.*.wild.example.test")]
    public void RFC4592_2_2_1_Below_a_name_that_exists_the_wildcard_does_not_reach(string name) =>
        Assert.Equal(ResponseCode.NoSuchName, _exchange.Ask(name, RecordType.TXT).Code);

    [Theory]
    [InlineData("ent.example.test")]
    [InlineData("deep.ent.example.test")]
    [InlineData("any.example.test")]
    [InlineData("_tcp.example.test")]
    public void RFC4592_2_2_2_A_name_with_nothing_but_names_below_it_exists(string name)
    {
        var answer = _exchange.Ask(name, RecordType.A);
        Assert.Equal(ResponseCode.NoError, answer.Code);
        Assert.Empty(answer.Answers);
        Assert.Equal(RecordType.SOA, Assert.Single(answer.Authorities).Type);
    }

    [Fact]
    public void RFC4592_3_3_3_A_wildcard_may_be_an_alias() =>
        Assert.Equal(
            ["a.walias.example.test. 300 IN CNAME text.example.test.", "text.example.test. 300 IN A 192.0.2.77"],
            _exchange.Ask("a.walias.example.test", RecordType.A).Answers.Select(record => record.ToString()));

    [Fact]
    public void RFC4592_2_2_3_A_wildcard_without_the_type_is_answered_with_nothing()
    {
        var answer = _exchange.Ask("a.wild.example.test", RecordType.AAAA);
        Assert.Equal(ResponseCode.NoError, answer.Code);
        Assert.Empty(answer.Answers);
        Assert.Equal("example.test.", Assert.Single(answer.Authorities).Name.ToString());
    }

    [Fact]
    public void The_addresses_a_wildcards_records_point_to_come_along() =>
        Assert.Equal(["mail.example.test. 300 IN A 192.0.2.25"], _exchange.Ask("a.wild.example.test", RecordType.MX).Additionals.Select(record => record.ToString()));

    [Fact]
    public void A_wildcard_may_be_steered() =>
        Assert.Equal(["a.any.example.test. 30 IN AAAA 2001:db8:1::1"], _exchange.Ask("a.any.example.test", RecordType.AAAA).Answers.Select(record => record.ToString()));
}
