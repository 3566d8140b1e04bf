using GlobalLb.Dns.Messages;
using GlobalLb.Dns.Records;
using GlobalLb.Dns.Server;

namespace GlobalLb.Steering.Tests.Answering;

public sealed class RenamingTests
{
    [Fact]
    public void RFC6672_3_1_Below_its_owner_a_DNAME_is_answered_with_the_CNAME_it_comes_to_and_its_TTL()
    {
        var answer = Zones.Serve(["example.test", "old DNAME new", "a.b.new A 192.0.2.1"]).Ask("A.b.Old.example.test", RecordType.A);
        Assert.Equal(["Old.example.test. DNAME new.example.test.", "A.b.Old.example.test. CNAME A.b.new.example.test.", "A.b.new.example.test. A 192.0.2.1"], Zones.Lines(answer.Answers));
        Assert.Equal([120u, 120u, 300u], answer.Answers.Select(record => record.Ttl));
        Assert.Equal((ResponseCode.NoError, true), (answer.Code, answer.IsAuthoritative));
        Assert.Empty(answer.Authorities);
    }

    [Fact]
    public void RFC1035_4_1_4_All_owners_of_a_renamed_answer_are_pointers()
    {
        // Question, DNAME, CNAME, A: each record has two octets for its owner, ten before its data, and names only in the data.
        var response = new byte[ushort.MaxValue];
        var query = Exchange.Write("a.b.old.example.test", RecordType.A);
        var exchange = Zones.Serve(["example.test", "old DNAME new", "a.b.new A 192.0.2.1"]);
        var length = new Responder(exchange).Respond(query, new Source(Example.Address("192.0.2.99"), Transport.Tcp), response);
        const int Target = 18, Renamed = 22, Address = 4;
        Assert.Equal(query.Length + (3 * 12) + Target + Renamed + Address, length);
    }

    [Fact]
    public void RFC6672_2_3_At_its_owner_a_DNAME_changes_nothing()
    {
        var exchange = Zones.Serve(["example.test", "old DNAME new", "old A 192.0.2.2", "new A 192.0.2.3"]);
        Assert.Equal(["old.example.test. A 192.0.2.2"], Zones.Lines(exchange.Ask("old.example.test", RecordType.A).Answers));
        Assert.Equal(["old.example.test. DNAME new.example.test."], Zones.Lines(exchange.Ask("old.example.test", RecordType.DNAME).Answers));
        Assert.Equal("example.test.", Zones.Denier(exchange.Ask("old.example.test", RecordType.AAAA)));
    }

    [Theory]
    [InlineData("hidden.old.example.test")]
    [InlineData("deep.hidden.old.example.test")]
    public void RFC6672_2_4_What_is_written_below_the_owner_is_not_seen(string name)
    {
        var exchange = Zones.Serve(["example.test", "old DNAME new.example.net.", "hidden.old A 192.0.2.2", "deep.hidden.old NS ns.example.net.", "hidden.old DNAME other"]);
        var answer = exchange.Ask(name, RecordType.A);
        Assert.Equal([RecordType.DNAME, RecordType.CNAME], answer.Answers.Select(record => record.Type));
        Assert.True(answer.IsAuthoritative);
    }

    [Fact]
    public void RFC6672_2_2_A_name_that_becomes_too_long_is_YXDOMAIN_with_the_DNAME()
    {
        var longer = string.Concat(Enumerable.Repeat("abcdefghi.", 20));
        var exchange = Zones.Serve(["example.test", $"old DNAME {longer}example.test."]);
        var answer = exchange.Ask(string.Concat(Enumerable.Repeat("abcdefghi.", 5)) + "old.example.test", RecordType.A);
        Assert.Equal((ResponseCode)6, answer.Code);
        Assert.Equal(RecordType.DNAME, Assert.Single(answer.Answers).Type);
        Assert.Equal(ResponseCode.NoSuchName, exchange.Ask("a.old.example.test", RecordType.A).Code);
    }

    [Fact]
    public void RFC6672_2_2_A_name_may_become_as_long_as_names_are()
    {
        // a.old.example.test. is 2 + 18 octets; the target has 253, so that 255 are reached and one label more is too much.
        var target = string.Concat(Enumerable.Repeat("abcdefghi.", 23)) + "abcdefgh.example.test.";
        var exchange = Zones.Serve(["example.test", $"old DNAME {target}"]);
        Assert.Equal(ResponseCode.NoSuchName, exchange.Ask("a.old.example.test", RecordType.A).Code);
        Assert.Equal((ResponseCode)6, exchange.Ask("ab.old.example.test", RecordType.A).Code);
    }

    [Fact]
    public void RFC6672_3_2_Circles_of_DNAME_end_and_no_record_is_in_the_answer_twice()
    {
        var exchange = Zones.Serve(["example.test", "a DNAME b", "b DNAME a", "self DNAME self", "grow DNAME x.grow"]);
        foreach (var name in new[] { "x.a.example.test", "x.self.example.test", "x.grow.example.test" })
        {
            var answer = exchange.Ask(name, RecordType.A);
            Assert.Equal(ResponseCode.NoError, answer.Code);
            Assert.NotEmpty(answer.Answers);
            Assert.Equal(answer.Answers.Length, Zones.Lines(answer.Answers).Distinct().Count());
        }

        Assert.Equal(
            ["a.example.test. DNAME b.example.test.", "x.a.example.test. CNAME x.b.example.test.", "b.example.test. DNAME a.example.test.", "x.b.example.test. CNAME x.a.example.test."],
            Zones.Lines(exchange.Ask("x.a.example.test", RecordType.A).Answers));
        Assert.Equal(2, exchange.Ask("x.self.example.test", RecordType.A).Answers.Length);
    }

    [Fact]
    public void RFC6672_2_3_A_DNAME_at_the_apex_renames_the_zone_but_not_its_apex()
    {
        var exchange = Zones.Serve(["example.test", "@ DNAME example.org.", "www A 192.0.2.1"], ["example.org", "www A 192.0.2.2"]);
        Assert.Equal(["example.test. DNAME example.org.", "www.example.test. CNAME www.example.org.", "www.example.org. A 192.0.2.2"], Zones.Lines(exchange.Ask("www.example.test", RecordType.A).Answers));
        Assert.Equal(RecordType.SOA, Assert.Single(exchange.Ask("example.test", RecordType.SOA).Answers).Type);
        Assert.Equal("example.test.", Zones.Denier(exchange.Ask("example.test", RecordType.A)));
    }

    [Fact]
    public void RFC6672_3_3_At_a_wildcard_a_DNAME_is_only_data()
    {
        var exchange = Zones.Serve(["example.test", "*.wild DNAME new", "new A 192.0.2.1"]);
        Assert.Equal(["x.wild.example.test. DNAME new.example.test."], Zones.Lines(exchange.Ask("x.wild.example.test", RecordType.DNAME).Answers));
        var answer = exchange.Ask("x.wild.example.test", RecordType.A);
        Assert.Equal(ResponseCode.NoError, answer.Code);
        Assert.Equal("example.test.", Zones.Denier(answer));
    }

    [Fact]
    public void RFC6672_2_4_Of_a_cut_and_a_DNAME_the_higher_counts()
    {
        var exchange = Zones.Serve(["example.test", "cut NS ns.example.net.", "low.cut DNAME new", "old DNAME new", "low.old NS ns.example.net."]);
        var referral = exchange.Ask("x.low.cut.example.test", RecordType.A);
        Assert.False(referral.IsAuthoritative);
        Assert.Equal(["cut.example.test. NS ns.example.net."], Zones.Lines(referral.Authorities));
        var renamed = exchange.Ask("x.low.old.example.test", RecordType.A);
        Assert.True(renamed.IsAuthoritative);
        Assert.Equal(["old.example.test. DNAME new.example.test.", "x.low.old.example.test. CNAME x.low.new.example.test."], Zones.Lines(renamed.Answers));
    }

    [Fact]
    public void RFC6672_3_2_Aliases_and_DNAME_follow_each_other()
    {
        var exchange = Zones.Serve(["example.test", "first CNAME x.old", "old DNAME new", "x.new CNAME y.last", "*.last A 192.0.2.9"]);
        Assert.Equal(
            [
                "first.example.test. CNAME x.old.example.test.",
                "old.example.test. DNAME new.example.test.",
                "x.old.example.test. CNAME x.new.example.test.",
                "x.new.example.test. CNAME y.last.example.test.",
                "y.last.example.test. A 192.0.2.9",
            ],
            Zones.Lines(exchange.Ask("first.example.test", RecordType.A).Answers));
    }

    [Fact]
    public void RFC6672_3_2_A_CNAME_that_is_asked_for_below_a_DNAME_is_the_one_it_comes_to()
    {
        // Whatever is at its target, or nothing.
        var answer = Zones.Serve(["example.test", "old DNAME new"]).Ask("x.old.example.test", RecordType.CNAME);
        Assert.Equal(["old.example.test. DNAME new.example.test.", "x.old.example.test. CNAME x.new.example.test."], Zones.Lines(answer.Answers));
        Assert.Equal(ResponseCode.NoError, answer.Code);
        Assert.Empty(answer.Authorities);
    }
}
