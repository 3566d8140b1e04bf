using GlobalLb.Dns.Messages;
using GlobalLb.Dns.Records;
using GlobalLb.Dns.Server;

namespace GlobalLb.Steering.Tests.Answering;

public sealed class ZoneCutTests
{
    private const string Digest = "4660 8 2 7B1D8B9E2F8C5A0D7B1D8B9E2F8C5A0D7B1D8B9E2F8C5A0D7B1D8B9E2F8C5A0D";

    [Fact]
    public void RFC1034_4_3_2_2_Each_zone_is_answered_from_its_own_content_alone()
    {
        // Nothing in the upper zone is between the apexes; resolvers that take a denial for all that is below find out there.
        var exchange = Zones.Serve(["example.test", "*.side A 192.0.2.1"], ["far.between.example.test"], ["low.side.example.test"]);
        Assert.Equal(ResponseCode.NoSuchName, exchange.Ask("between.example.test", RecordType.A).Code);
        Assert.Equal("example.test.", Zones.Denier(exchange.Ask("between.example.test", RecordType.A)));
        Assert.Equal(ResponseCode.NoError, exchange.Ask("far.between.example.test", RecordType.NS).Code);
        Assert.Equal("far.between.example.test.", Zones.Denier(exchange.Ask("x.far.between.example.test", RecordType.A)));
        Assert.Equal(["x.side.example.test. A 192.0.2.1"], Zones.Lines(exchange.Ask("x.side.example.test", RecordType.A).Answers));
        Assert.Equal("low.side.example.test.", Zones.Denier(exchange.Ask("x.low.side.example.test", RecordType.A)));
    }

    [Fact]
    public void RFC4592_2_2_2_What_the_upper_zone_delegates_makes_the_names_above_exist()
    {
        var exchange = Zones.Serve(["example.test", "far.between NS ns.example.net."], ["far.between.example.test"]);
        Assert.Equal(ResponseCode.NoError, exchange.Ask("between.example.test", RecordType.A).Code);
    }

    [Fact]
    public void RFC1034_4_3_2_2_What_an_upper_zone_says_at_or_below_a_lower_apex_is_not_seen()
    {
        var exchange = Zones.Serve(
            ["example.test", "sub A 192.0.2.1", "x.sub A 192.0.2.2", "*.sub A 192.0.2.3", "sub NS ns.example.net.", "alias CNAME x.sub"],
            ["sub.example.test", "www A 192.0.2.4"]);
        Assert.Equal("sub.example.test.", Zones.Denier(exchange.Ask("sub.example.test", RecordType.A)));
        Assert.Equal((ResponseCode.NoSuchName, true), (exchange.Ask("x.sub.example.test", RecordType.A).Code, exchange.Ask("y.sub.example.test", RecordType.A).IsAuthoritative));
        Assert.Equal("sub.example.test.", Zones.Denier(exchange.Ask("alias.example.test", RecordType.A)));
        Assert.Equal(["www.sub.example.test. A 192.0.2.4"], Zones.Lines(exchange.Ask("www.sub.example.test", RecordType.A).Answers));
    }

    [Fact]
    public void RFC4035_3_1_4_1_DS_at_a_lower_apex_is_the_upper_zones_to_answer()
    {
        var exchange = Zones.Serve(
            ["example.test", "signed NS ns.example.net.", $"signed DS {Digest}", "plain NS ns.example.net."],
            ["signed.example.test", $"@ DS {Digest}"], ["plain.example.test"], ["unsaid.example.test"]);
        var signed = exchange.Ask("signed.example.test", RecordType.DS);
        Assert.True(signed.IsAuthoritative);
        Assert.Equal(RecordType.DS, Assert.Single(signed.Answers).Type);
        Assert.Empty(signed.Authorities);
        foreach (var name in new[] { "plain.example.test", "unsaid.example.test" })
        {
            var none = exchange.Ask(name, RecordType.DS);
            Assert.Equal((ResponseCode.NoError, true), (none.Code, none.IsAuthoritative));
            Assert.Equal("example.test.", Zones.Denier(none));
        }
    }

    [Fact]
    public void RFC4035_3_1_4_1_Without_the_upper_zone_the_lower_has_no_DS()
    {
        var exchange = Zones.Serve(["example.test", $"@ DS {Digest}"]);
        Assert.Equal("example.test.", Zones.Denier(exchange.Ask("example.test", RecordType.DS)));
    }

    [Fact]
    public void RFC4035_3_1_4_1_DS_below_what_the_upper_zone_gave_away_is_asked_where_it_was_given_to()
    {
        // To say that there is none would break the chain of trust when the zone between, which is not ours, has one.
        var exchange = Zones.Serve(
            ["example.org", "cut NS ns.example.net.", "away DNAME example.net."], ["test.cut.example.org"], ["test.away.example.org", $"@ DS {Digest}"]);
        var referral = exchange.Ask("test.cut.example.org", RecordType.DS);
        Assert.False(referral.IsAuthoritative);
        Assert.Equal(["cut.example.org. NS ns.example.net."], Zones.Lines(referral.Authorities));
        Assert.Equal("test.cut.example.org.", Zones.Denier(exchange.Ask("test.cut.example.org", RecordType.A)));
        Assert.Equal(
            ["away.example.org. DNAME example.net.", "test.away.example.org. CNAME test.example.net."],
            Zones.Lines(exchange.Ask("test.away.example.org", RecordType.DS).Answers));
    }

    [Fact]
    public void RFC4035_3_1_4_1_DS_at_a_delegation_is_answered_with_authority_and_below_it_with_a_referral()
    {
        var exchange = Zones.Serve(["example.test", "signed NS ns.example.net.", $"signed DS {Digest}", "plain NS ns.example.net."]);
        var signed = exchange.Ask("signed.example.test", RecordType.DS);
        Assert.True(signed.IsAuthoritative);
        Assert.Equal(RecordType.DS, Assert.Single(signed.Answers).Type);
        var plain = exchange.Ask("plain.example.test", RecordType.DS);
        Assert.Equal((ResponseCode.NoError, true), (plain.Code, plain.IsAuthoritative));
        Assert.Equal("example.test.", Zones.Denier(plain));
        var below = exchange.Ask("x.signed.example.test", RecordType.DS);
        Assert.False(below.IsAuthoritative);
        Assert.Equal(["signed.example.test. NS ns.example.net."], Zones.Lines(below.Authorities));
    }

    [Theory]
    [InlineData(RecordType.NS)]
    [InlineData(RecordType.A)]
    [InlineData(RecordType.SOA)]
    [InlineData(RecordType.ANY)]
    public void RFC1034_4_3_2_3b_At_a_cut_every_other_type_is_a_referral_without_authority(RecordType type)
    {
        var answer = Zones.Serve(["example.test", "cut NS ns.example.net.", "cut A 192.0.2.1"]).Ask("cut.example.test", type);
        Assert.False(answer.IsAuthoritative);
        Assert.Empty(answer.Answers);
        Assert.Equal(["cut.example.test. NS ns.example.net."], Zones.Lines(answer.Authorities));
    }

    [Fact]
    public void RFC4592_4_2_NS_at_a_wildcard_delegates_nothing_that_it_matches()
    {
        var exchange = Zones.Serve(["example.test", "*.wild NS ns.example.net."]);
        var servers = exchange.Ask("x.wild.example.test", RecordType.NS);
        Assert.True(servers.IsAuthoritative);
        Assert.Equal(["x.wild.example.test. NS ns.example.net."], Zones.Lines(servers.Answers));
        Assert.Equal("example.test.", Zones.Denier(exchange.Ask("x.wild.example.test", RecordType.A)));
    }

    [Fact]
    public void RFC9471_3_Glue_below_the_cut_comes_before_other_addresses_and_only_it_must_fit()
    {
        string[] servers = [.. Enumerable.Range(0, 20).SelectMany(i => new[] { $"cut NS ns{i}.other", $"ns{i}.other AAAA 2001:db8::{i}", $"ns{i}.other A 192.0.2.{i}" })];
        var exchange = Zones.Serve(["example.test", .. servers, "cut NS in.cut", "in.cut A 192.0.2.99", "wide NS in.wide", .. Enumerable.Range(0, 80).Select(i => $"in.wide A 192.0.2.{i}")]);
        var answer = exchange.Ask("x.cut.example.test", RecordType.A, transport: Transport.Udp);
        Assert.False(answer.IsTruncated);
        Assert.Equal(21, answer.Authorities.Length);
        Assert.Equal("in.cut.example.test. A 192.0.2.99", Zones.Lines(answer.Additionals).First());
        Assert.InRange(answer.Additionals.Length, 2, 39);

        // Half a set of addresses is none.
        var wide = exchange.Ask("x.wide.example.test", RecordType.A, transport: Transport.Udp);
        Assert.True(wide.IsTruncated);
        Assert.Empty(wide.Additionals);
        Assert.Equal(80, exchange.Ask("x.wide.example.test", RecordType.A).Additionals.Length);
    }

    [Fact]
    public void RFC1034_3_1_The_root_zone_is_a_zone_like_any_other()
    {
        var exchange = Zones.Serve([".", "test NS ns.test", "ns.test A 192.0.2.1", "example.org NS ns.example.net.", "* TXT everything"], ["example.org", "www A 192.0.2.2"]);
        Assert.Equal(["test. NS ns.test."], Zones.Lines(exchange.Ask("www.test", RecordType.A).Authorities));
        Assert.Equal(["www.example.org. A 192.0.2.2"], Zones.Lines(exchange.Ask("www.example.org", RecordType.A).Answers));
        Assert.Equal(["nowhere. TXT \"everything\""], Zones.Lines(exchange.Ask("nowhere", RecordType.TXT).Answers));
        Assert.Equal(".", Zones.Denier(exchange.Ask("example.org", RecordType.DS)));
        Assert.Equal(".", Zones.Denier(exchange.Ask(".", RecordType.A)));
        Assert.Equal(".", Zones.Denier(exchange.Ask(".", RecordType.DS)));
    }
}
