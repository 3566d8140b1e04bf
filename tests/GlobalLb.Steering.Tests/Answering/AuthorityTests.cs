using GlobalLb.Dns.Messages;
using GlobalLb.Dns.Records;
using GlobalLb.Steering.Configuration;
using Record = GlobalLb.Steering.Configuration.Record;

namespace GlobalLb.Steering.Tests.Answering;

public sealed class AuthorityTests
{
    private readonly Exchange _exchange = new(ExampleZones.Snapshot);

    [Fact]
    public void Without_a_snapshot_the_answer_is_that_we_cannot_answer_now()
    {
        var answer = new Exchange(null).Ask("www.example.test", RecordType.A);
        Assert.Equal(ResponseCode.ServerFailure, answer.Code);
        Assert.False(answer.IsAuthoritative);
    }

    [Theory]
    [InlineData("example.net")]
    [InlineData("test")]
    [InlineData(".")]
    [InlineData("badexample.test")]
    public void A_name_of_no_zone_of_ours_is_refused(string name)
    {
        var answer = _exchange.Ask(name, RecordType.A);
        Assert.Equal(ResponseCode.Refused, answer.Code);
        Assert.False(answer.IsAuthoritative);
        Assert.Empty(answer.Answers.Concat(answer.Authorities).Concat(answer.Additionals));
    }

    [Fact]
    public void RFC1034_4_3_2_3a_The_records_of_the_name_and_type_are_answered_with_authority()
    {
        var answer = _exchange.Ask("text.example.test", RecordType.TXT);
        Assert.Equal((ResponseCode.NoError, true), (answer.Code, answer.IsAuthoritative));
        Assert.Equal(["text.example.test. 300 IN TXT \"hello\" \"world\""], answer.Answers.Select(Text));
        Assert.Empty(answer.Authorities.Concat(answer.Additionals));
    }

    [Fact]
    public void RFC4343_A_name_is_found_in_any_case_and_answered_in_the_case_it_was_asked()
    {
        var answer = _exchange.Ask("TeXt.eXample.TEST", RecordType.A);
        Assert.Equal(["TeXt.eXample.TEST. 300 IN A 192.0.2.77"], answer.Answers.Select(Text));
    }

    [Fact]
    public void RFC1034_4_3_2_3a_An_alias_is_followed_inside_our_zones()
    {
        Assert.Equal(
            ["first.example.test. 300 IN CNAME second.example.test.", "second.example.test. 300 IN CNAME text.example.test.", "text.example.test. 300 IN A 192.0.2.77"],
            _exchange.Ask("first.example.test", RecordType.A).Answers.Select(Text));
        Assert.Equal(
            ["down.example.test. 300 IN CNAME www.sub.example.test.", "www.sub.example.test. 300 IN A 192.0.2.56"],
            _exchange.Ask("down.example.test", RecordType.A).Answers.Select(Text));
    }

    [Fact]
    public void RFC1034_4_3_2_3a_An_alias_that_is_asked_for_is_not_followed() =>
        Assert.Equal(["first.example.test. 300 IN CNAME second.example.test."], _exchange.Ask("first.example.test", RecordType.CNAME).Answers.Select(Text));

    [Fact]
    public void RFC1034_3_6_2_An_alias_out_of_our_zones_is_left_to_the_resolver()
    {
        var answer = _exchange.Ask("outside.example.test", RecordType.A);
        Assert.Equal((ResponseCode.NoError, true), (answer.Code, answer.IsAuthoritative));
        Assert.Equal(["outside.example.test. 300 IN CNAME www.example.net."], answer.Answers.Select(Text));
        Assert.Empty(answer.Authorities);
    }

    [Fact]
    public void RFC1034_3_6_2_A_circle_of_aliases_ends()
    {
        var answer = _exchange.Ask("loop.example.test", RecordType.A);
        Assert.Equal(ResponseCode.NoError, answer.Code);
        Assert.InRange(answer.Answers.Length, 2, 16);
        Assert.All(answer.Answers, record => Assert.Equal(RecordType.CNAME, record.Type));
    }

    [Theory]
    [InlineData("delegated.example.test", RecordType.A)]
    [InlineData("delegated.example.test", RecordType.NS)]
    [InlineData("host.delegated.example.test", RecordType.A)]
    [InlineData("ns.delegated.example.test", RecordType.A)]
    [InlineData("x.lower.delegated.example.test", RecordType.A)]
    [InlineData("delegated.example.test", RecordType.ANY)]
    public void RFC1034_4_3_2_3b_At_and_below_a_cut_the_answer_is_a_referral_with_glue(string name, RecordType type)
    {
        var answer = _exchange.Ask(name, type);
        Assert.Equal((ResponseCode.NoError, false), (answer.Code, answer.IsAuthoritative));
        Assert.Empty(answer.Answers);
        Assert.Equal(
            ["delegated.example.test. 300 IN NS ns.delegated.example.test.", "delegated.example.test. 300 IN NS ns.example.net."],
            answer.Authorities.Select(Text));
        Assert.Equal(["ns.delegated.example.test. 300 IN A 192.0.2.54"], answer.Additionals.Select(Text));
    }

    [Fact]
    public void RFC1034_4_3_2_3b_An_alias_to_below_a_cut_ends_in_a_referral()
    {
        var answer = _exchange.Ask("away.example.test", RecordType.A);
        Assert.True(answer.IsAuthoritative); // of the first owner name (RFC 1035 §4.1.1, AA)
        Assert.Equal(["away.example.test. 300 IN CNAME host.delegated.example.test."], answer.Answers.Select(Text));
        Assert.Equal(2, answer.Authorities.Length);
    }

    [Fact]
    public void RFC1034_4_3_2_2_A_name_below_two_of_our_zones_belongs_to_the_lower_one()
    {
        Assert.Equal(["ns1.sub.example.test. 300 IN A 192.0.2.55"], _exchange.Ask("ns1.sub.example.test", RecordType.A).Answers.Select(Text));
        Assert.Equal(["sub.example.test. 300 IN NS ns1.sub.example.test."], _exchange.Ask("sub.example.test", RecordType.NS).Answers.Select(Text));
        Assert.True(_exchange.Ask("sub.example.test", RecordType.NS).IsAuthoritative);
    }

    [Theory]
    [InlineData("example.test", RecordType.SOA)]
    [InlineData("text.example.test", RecordType.TXT)]
    [InlineData("outside.example.test", RecordType.CNAME)]
    public void RFC8482_4_1_ANY_is_answered_with_one_set(string name, RecordType expected) =>
        Assert.Equal(expected, Assert.Single(_exchange.Ask(name, RecordType.ANY).Answers).Type);

    [Fact]
    public void RFC8482_4_1_ANY_of_a_steered_name_is_answered_with_addresses_of_one_family() =>
        Assert.Equal(["198.51.100.1"], _exchange.Ask("www.example.test", RecordType.ANY).Answers.Select(record => record.Text));

    [Fact]
    public void A_zone_may_be_the_root()
    {
        var root = Example.Zone("test", [Example.Record("ns1.test.", RecordType.A, "192.0.2.1")]) with { Name = Dns.Names.DomainName.Root };
        var document = new ConfigurationDocument
        {
            Zones = [root with { Records = root.Records.Add(new Record { Name = Dns.Names.DomainName.Root, Type = RecordType.NS, Value = "ns1.test." }) }],
        };
        var exchange = new Exchange(document.Compile());
        Assert.Equal(["ns1.test."], exchange.Ask(".", RecordType.NS).Answers.Select(record => record.Text));
        Assert.Equal(ResponseCode.NoSuchName, exchange.Ask("example.net", RecordType.A).Code);
    }

    [Fact]
    public void The_longest_names_are_found_and_denied()
    {
        var longest = "aa." + string.Concat(Enumerable.Repeat("a.", 119)) + "example.test";
        Assert.Equal(255, Dns.Names.DomainName.Parse(longest).Wire.Length);
        Assert.Equal(ResponseCode.NoSuchName, _exchange.Ask(longest, RecordType.A).Code);
        var zone = Example.Document.Zones[0];
        var document = Example.Document with { Zones = [zone with { Records = zone.Records.Add(Example.Record(longest + ".", RecordType.A, "192.0.2.1")(zone.Name)) }] };
        var exchange = new Exchange(document.Compile());
        Assert.Single(exchange.Ask(longest, RecordType.A).Answers);
        Assert.Equal(ResponseCode.NoError, exchange.Ask(longest[3..], RecordType.A).Code);
    }

    private static string Text(MessageRecord record) => record.ToString();
}
