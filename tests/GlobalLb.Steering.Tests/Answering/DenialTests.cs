using GlobalLb.Dns.Messages;
using GlobalLb.Dns.Records;

namespace GlobalLb.Steering.Tests.Answering;

public sealed class DenialTests
{
    private const string Soa = "example.test. 60 IN SOA ns1.example.test. hostmaster.example.test. 7 3600 600 1209600 60";
    private const string SubSoa = "sub.example.test. 60 IN SOA ns1.sub.example.test. hostmaster.sub.example.test. 7 3600 600 1209600 60";

    private readonly Exchange _exchange = new(ExampleZones.Snapshot);

    [Theory]
    [InlineData("nothing.example.test", Soa)]
    [InlineData("x.text.example.test", Soa)]
    [InlineData("nothing.sub.example.test", SubSoa)]
    public void RFC2308_2_1_A_name_that_does_not_exist_is_denied_with_the_SOA_of_its_zone(string name, string soa)
    {
        var answer = _exchange.Ask(name, RecordType.A);
        Assert.Equal((ResponseCode.NoSuchName, true), (answer.Code, answer.IsAuthoritative));
        Assert.Empty(answer.Answers);
        Assert.Equal([soa], answer.Authorities.Select(Text));
    }

    [Theory]
    [InlineData("text.example.test", RecordType.AAAA)]
    [InlineData("www.example.test", RecordType.TXT)]
    [InlineData("v4.example.test", RecordType.AAAA)]
    [InlineData("example.test", RecordType.A)]
    [InlineData("text.example.test", (RecordType)65280)]
    public void RFC2308_2_2_A_name_without_the_type_is_answered_with_nothing_and_the_SOA(string name, RecordType type)
    {
        var answer = _exchange.Ask(name, type);
        Assert.Equal((ResponseCode.NoError, true), (answer.Code, answer.IsAuthoritative));
        Assert.Empty(answer.Answers);
        Assert.Equal([Soa], answer.Authorities.Select(Text));
    }

    [Theory]
    [InlineData(3600, 60, 60)]
    [InlineData(60, 3600, 60)]
    public void RFC2308_3_The_TTL_of_a_denial_is_the_lesser_of_MINIMUM_and_the_TTL_of_the_SOA(uint ttl, uint minimum, uint expected)
    {
        var zone = Example.Document.Zones[0];
        var document = Example.Document with { Zones = [zone with { Authority = zone.Authority with { Ttl = ttl, NegativeTtl = minimum } }] };
        var exchange = new Exchange(document.Compile());
        Assert.Equal(expected, Assert.Single(exchange.Ask("nothing.example.test", RecordType.A).Authorities).Ttl);
        Assert.Equal(ttl, Assert.Single(exchange.Ask("example.test", RecordType.SOA).Answers).Ttl);
    }

    [Fact]
    public void RFC6604_2_1_The_code_is_that_of_the_end_of_the_chain()
    {
        var denied = _exchange.Ask("dangling.example.test", RecordType.A);
        Assert.Equal(ResponseCode.NoSuchName, denied.Code);
        Assert.Equal(["dangling.example.test. 300 IN CNAME nothing.here.example.test."], denied.Answers.Select(Text));
        Assert.Equal([Soa], denied.Authorities.Select(Text));

        var empty = _exchange.Ask("hollow.example.test", RecordType.A);
        Assert.Equal(ResponseCode.NoError, empty.Code);
        Assert.Equal([Soa], empty.Authorities.Select(Text));
    }

    [Theory]
    [InlineData("ghost.host.sub.example.test")]
    [InlineData("host.sub.example.test")]
    public void RFC1034_4_3_2_2_What_the_upper_zone_says_about_names_of_the_lower_does_not_exist(string name)
    {
        var answer = _exchange.Ask(name, RecordType.A);
        Assert.Equal(ResponseCode.NoSuchName, answer.Code);
        Assert.Equal([SubSoa], answer.Authorities.Select(Text));
    }

    private static string Text(MessageRecord record) => record.ToString();
}
