using GlobalLb.Dns.Messages;
using GlobalLb.Dns.Records;
using GlobalLb.Dns.Server;

namespace GlobalLb.Steering.Tests.Answering;

/// <summary>Answers that do not fit, at each step of an answer: what is there is right, TC is set, and over TCP all of it comes.</summary>
public sealed class CrowdedAnswerTests
{
    // Names of this length, uncompressed in each CNAME: five or six of them fill a message over UDP.
    private static readonly string Long = string.Concat(Enumerable.Repeat(new string('x', 60) + ".", 3)) + new string('y', 20);

    private static string Name(int number) => $"{number}.{Long}.example.test.";

    private static IEnumerable<string> Chain(int length) => Enumerable.Range(1, length).Select(number => $"{Name(number)} CNAME {Name(number + 1)}");

    [Fact]
    public void RFC2181_9_A_chain_of_aliases_is_as_long_as_there_is_room()
    {
        var exchange = Zones.Serve([.. Chain(8).Prepend("example.test"), $"{Name(9)} A 192.0.2.1"]);
        AssertCut(exchange, Name(1), 9, RecordType.CNAME);
    }

    [Fact]
    public void RFC2181_9_A_DNAME_that_does_not_fit_ends_the_answer()
    {
        // The fifth alias leads below a DNAME, which with its target is larger than what is left.
        var exchange = Zones.Serve([.. Chain(4).Prepend("example.test"), $"{Name(5)} CNAME a.old", $"old DNAME {Long}.example.test.", $"a.{Long}.example.test. A 192.0.2.1"]);
        var cut = AssertCut(exchange, Name(1), 8, RecordType.CNAME);
        Assert.Equal(5, cut.Answers.Length);
    }

    [Fact]
    public void RFC2181_9_The_CNAME_that_a_DNAME_comes_to_may_not_fit_either()
    {
        var exchange = Zones.Serve([.. Chain(3).Prepend("example.test"), $"{Name(4)} CNAME a.old", $"old DNAME {Long}.example.test.", $"a.{Long}.example.test. A 192.0.2.1"]);
        var cut = AssertCut(exchange, Name(1), 7, RecordType.DNAME);
        Assert.Equal(5, cut.Answers.Length);
    }

    [Fact]
    public void RFC9471_3_1_Name_servers_of_a_delegation_that_do_not_fit_are_left_out_with_their_glue()
    {
        var servers = Enumerable.Range(1, 8).Select(number => $"cut NS {number}.{Long}.cut");
        var exchange = Zones.Serve(["example.test", .. servers, $"1.{Long}.cut A 192.0.2.1"]);
        var cut = exchange.Ask("a.cut.example.test", RecordType.A, transport: Transport.Udp);
        Assert.True(cut is { IsTruncated: true, IsAuthoritative: false, Answers: [], Authorities: [], Additionals: [] });
        var whole = exchange.Ask("a.cut.example.test", RecordType.A);
        Assert.Equal((false, 8, 1), (whole.IsTruncated, whole.Authorities.Length, whole.Additionals.Length));
    }

    [Fact]
    public void RFC2181_9_What_does_not_fit_into_a_datagram_is_truncated()
    {
        var zone = Example.Document.Zones[0];
        var many = Enumerable.Range(0, 80).Select(i => Example.Record("many", RecordType.A, $"192.0.2.{i}")(zone.Name));
        var exchange = new Exchange((Example.Document with { Zones = [zone with { Records = [.. zone.Records, .. many] }] }).Compile());
        Assert.True(exchange.Ask("many.example.test", RecordType.A, transport: Transport.Udp).IsTruncated);
        var whole = exchange.Ask("many.example.test", RecordType.A);
        Assert.False(whole.IsTruncated);
        Assert.Equal(80, whole.Answers.Length);
    }

    [Fact]
    public void RFC9471_3_1_A_referral_whose_glue_does_not_fit_is_truncated()
    {
        var zone = Example.Document.Zones[0];
        var servers = Enumerable.Range(0, 25).SelectMany(i => new[]
        {
            Example.Record("away", RecordType.NS, $"ns{i}.away")(zone.Name),
            Example.Record($"ns{i}.away", RecordType.A, $"192.0.2.{i}")(zone.Name),
            Example.Record($"ns{i}.away", RecordType.AAAA, $"2001:db8::{i}")(zone.Name),
        });
        var exchange = new Exchange((Example.Document with { Zones = [zone with { Records = [.. zone.Records, .. servers] }] }).Compile());
        var datagram = exchange.Ask("x.away.example.test", RecordType.A, transport: Transport.Udp);
        Assert.True(datagram.IsTruncated);
        Assert.Equal(25, datagram.Authorities.Length);
        var whole = exchange.Ask("x.away.example.test", RecordType.A);
        Assert.False(whole.IsTruncated);
        Assert.Equal(50, whole.Additionals.Length);
    }

    [Fact]
    public void Addresses_that_only_save_a_round_trip_are_left_out_without_truncation()
    {
        var zone = Example.Document.Zones[0];
        var exchanges = Enumerable.Range(0, 25).SelectMany(i => new[]
        {
            Example.Record("post", RecordType.MX, $"10 mx{i}")(zone.Name),
            Example.Record($"mx{i}", RecordType.A, $"192.0.2.{i}")(zone.Name),
        });
        var exchange = new Exchange((Example.Document with { Zones = [zone with { Records = [.. zone.Records, .. exchanges] }] }).Compile());
        var datagram = exchange.Ask("post.example.test", RecordType.MX, transport: Transport.Udp);
        Assert.False(datagram.IsTruncated);
        Assert.Equal(25, datagram.Answers.Length);
        Assert.InRange(datagram.Additionals.Length, 1, 24);
    }

    private static Message AssertCut(Exchange exchange, string name, int records, RecordType last)
    {
        var whole = exchange.Ask(name, RecordType.A);
        Assert.Equal((false, records, RecordType.A), (whole.IsTruncated, whole.Answers.Length, whole.Answers[^1].Type));
        var cut = exchange.Ask(name, RecordType.A, transport: Transport.Udp);
        Assert.True(cut.IsTruncated && cut.Code == ResponseCode.NoError);
        Assert.Equal(last, cut.Answers[^1].Type);
        Assert.Equal(whole.Answers[..cut.Answers.Length].Select(record => record.ToString()), cut.Answers.Select(record => record.ToString()));
        return cut;
    }
}
