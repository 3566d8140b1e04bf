using GlobalLb.Dns.Messages;
using GlobalLb.Dns.Records;

namespace GlobalLb.Steering.Tests.Answering;

public sealed class AliasTests
{
    [Fact]
    public void RFC1034_3_6_2_A_circle_has_each_alias_once()
    {
        var exchange = Zones.Serve(["example.test", "a CNAME b", "b CNAME c", "c CNAME a", "start CNAME a", "self CNAME self", "*.w CNAME x.w"]);
        var answer = exchange.Ask("a.example.test", RecordType.A);
        Assert.Equal((ResponseCode.NoError, true), (answer.Code, answer.IsAuthoritative));
        Assert.Equal(["a.example.test. CNAME b.example.test.", "b.example.test. CNAME c.example.test.", "c.example.test. CNAME a.example.test."], Zones.Lines(answer.Answers));
        Assert.Empty(answer.Authorities);
        Assert.Equal(4, exchange.Ask("START.example.test", RecordType.A).Answers.Length);
        Assert.Single(exchange.Ask("self.example.test", RecordType.A).Answers);
        Assert.Equal(["y.w.example.test. CNAME x.w.example.test.", "x.w.example.test. CNAME x.w.example.test."], Zones.Lines(exchange.Ask("y.w.example.test", RecordType.A).Answers));
    }

    [Theory]
    [InlineData(16, true)]
    [InlineData(17, false)]
    public void RFC1034_3_6_2_A_chain_is_followed_for_sixteen_aliases(int aliases, bool isWhole)
    {
        var lines = Enumerable.Range(0, aliases).Select(i => $"n{i} CNAME n{i + 1}");
        var answer = Zones.Serve(["example.test", .. lines, $"n{aliases} A 192.0.2.1"]).Ask("n0.example.test", RecordType.A);
        Assert.Equal(ResponseCode.NoError, answer.Code);
        Assert.Equal(16, answer.Answers.Count(record => record.Type == RecordType.CNAME));
        Assert.Equal(isWhole, answer.Answers.Any(record => record.Type == RecordType.A));
    }

    [Fact]
    public void RFC6604_2_1_Across_zones_the_last_one_denies()
    {
        var exchange = Zones.Serve(["example.test", "gone CNAME none.example.org.", "empty CNAME www.example.org."], ["example.org", "www A 192.0.2.1"]);
        var denied = exchange.Ask("gone.example.test", RecordType.A);
        Assert.Equal(ResponseCode.NoSuchName, denied.Code);
        Assert.Equal("example.org.", Zones.Denier(denied));
        var empty = exchange.Ask("empty.example.test", RecordType.AAAA);
        Assert.Equal(ResponseCode.NoError, empty.Code);
        Assert.Equal("example.org.", Zones.Denier(empty));
        Assert.Equal(["empty.example.test. CNAME www.example.org.", "www.example.org. A 192.0.2.1"], Zones.Lines(exchange.Ask("empty.example.test", RecordType.A).Answers));
    }

    [Fact]
    public void RFC1034_4_3_2_3a_An_alias_to_below_a_cut_keeps_the_authority_of_its_own_name()
    {
        var answer = Zones.Serve(["example.test", "away CNAME www.cut", "cut NS ns.cut", "ns.cut A 192.0.2.53"]).Ask("away.example.test", RecordType.A);
        Assert.True(answer.IsAuthoritative);
        Assert.Equal(["away.example.test. CNAME www.cut.example.test."], Zones.Lines(answer.Answers));
        Assert.Equal(["cut.example.test. NS ns.cut.example.test."], Zones.Lines(answer.Authorities));
        Assert.Equal(["ns.cut.example.test. A 192.0.2.53"], Zones.Lines(answer.Additionals));
    }

    [Fact]
    public void RFC8482_4_1_ANY_of_an_alias_is_the_alias() =>
        Assert.Equal(["a.example.test. CNAME b.example.test."], Zones.Lines(Zones.Serve(["example.test", "a CNAME b", "b A 192.0.2.1"]).Ask("a.example.test", RecordType.ANY).Answers));
}
