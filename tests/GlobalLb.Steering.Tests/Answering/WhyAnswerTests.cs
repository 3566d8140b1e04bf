using System.Net;
using GlobalLb.Dns.Messages;
using GlobalLb.Dns.Records;
using GlobalLb.Dns.Server;
using GlobalLb.Steering.Answering;
using GlobalLb.Steering.Configuration;
using GlobalLb.Steering.Snapshots;

namespace GlobalLb.Steering.Tests.Answering;

public sealed class WhyAnswerTests
{
    private static readonly PolicyNode ByCountry = Example.Geographic(Example.Leaf("us-web"), ("country:DE", Example.Failover("eu-web", "us-web")));

    [Fact]
    public void Whoever_may_ask_is_told_why_the_client_gets_what_it_gets()
    {
        var response = Explaining(ByCountry).Response(RecordType.TXT, "_Why.www.example.test", "10.1.2.3");
        Assert.Equal(ResponseCode.NoError, response.Code);
        Assert.Equal(["A", "AAAA"], response.Answers.Select(record => record.Text.Split(' ')[1]));
        var why = response.Answers[0].Text;
        foreach (var part in (string[])["www.example.test. A for 10.1.2.3", "version 7", "DE", "failover", "pool eu-web", "answer: 192.0.2.", "TTL 30, scope 16"]) Assert.Contains(part, why, StringComparison.Ordinal);
        Assert.All(response.Answers, record => Assert.Equal(0u, record.Ttl));
    }

    [Fact]
    public void It_is_about_the_client_that_the_resolver_asks_for()
    {
        var response = new Exchange(Explaining(ByCountry)).Ask("_why.www.example.test", RecordType.TXT, "10.9.9.9", subnet: "10.1.2.0/24");
        Assert.Contains("for 10.1.2.0", response.Answers[0].Text, StringComparison.Ordinal);
        Assert.NotEqual(0, response.Edns!.SubnetScope);
    }

    [Theory]
    [InlineData("_why.www.example.test", "192.0.2.99", RecordType.TXT)]
    [InlineData("_why.www.example.test", "10.1.2.3", RecordType.A)]
    [InlineData("_why.ns1.example.test", "10.1.2.3", RecordType.TXT)]
    [InlineData("_why.nothing.example.test", "10.1.2.3", RecordType.TXT)]
    [InlineData("why.www.example.test", "10.1.2.3", RecordType.TXT)]
    public void Otherwise_it_is_a_name_like_any_other(string name, string client, RecordType type) =>
        Assert.Equal(ResponseCode.NoSuchName, Explaining(ByCountry).Response(type, name, client).Code);

    [Fact]
    public void It_is_off_unless_somebody_is_named() =>
        Assert.Equal(ResponseCode.NoSuchName, Steer.Snapshot(ByCountry).Response(RecordType.TXT, "_why.www.example.test", "10.1.2.3").Code);

    [Fact]
    public void A_name_that_a_steered_wildcard_covers_can_be_asked_about()
    {
        var zone = Example.Document.Zones[0];
        var document = Example.Document with { Zones = [zone with { SteeredNames = [Example.Steered("*.api.example.test", ByCountry)] }], ExplainTo = [IPNetwork.Parse("10.0.0.0/8")] };
        Assert.Contains("x.api.example.test. A for", document.Compile().Response(RecordType.TXT, "_why.x.api.example.test", "10.1.2.3").Answers[0].Text, StringComparison.Ordinal);
        Assert.Empty(document.Compile().Response(RecordType.TXT, "_why.x.api.example.test").Answers);
    }

    [Fact]
    public void An_alias_and_records_are_explained()
    {
        var snapshot = Explaining(Example.Failover(Example.Leaf("ap-web"), Example.Records("CNAME backup.example.net.")), "ap-1");
        Assert.Contains("answer: CNAME backup.example.net.", snapshot.Response(RecordType.TXT, "_why.www.example.test", "10.1.2.3").Answers[0].Text, StringComparison.Ordinal);
    }

    [Fact]
    public void What_does_not_fit_is_asked_for_again_over_TCP()
    {
        var deep = Example.Weighted([.. Enumerable.Range(1, 40).Select(i => (i, (PolicyNode)Example.Failover("eu-web", "us-web", "ap-web")))]);
        var snapshot = Explaining(Example.Failover([.. Enumerable.Range(0, 100).Select(_ => deep), Example.Leaf("ap-web")]), "eu-1", "eu-2", "us-1", "ap-1");
        var overUdp = new Exchange(snapshot).Ask("_why.www.example.test", RecordType.TXT, "10.1.2.3", transport: Transport.Udp);
        Assert.True(overUdp.IsTruncated);
        var overTcp = snapshot.Response(RecordType.TXT, "_why.www.example.test", "10.1.2.3");
        Assert.InRange(overTcp.Answers[0].Text.Length, 2000, 20_000);
    }

    [Fact]
    public void To_refuse_allocates_nothing()
    {
        var snapshot = Explaining(ByCountry);
        var responder = new Responder(new Authority(() => snapshot));
        var query = Exchange.Write("_why.www.example.test", RecordType.TXT);
        var (source, response) = (new Source(Example.Address("192.0.2.99"), Transport.Udp), new byte[ushort.MaxValue]);
        for (var round = 0; round < 3; round++)
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            for (var i = 0; i < 100; i++) responder.Respond(query, source, response);
            if (round == 2) Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
        }
    }

    private static Snapshot Explaining(PolicyNode policy, params string[] down) =>
        (Steer.Document(policy) with { ExplainTo = [IPNetwork.Parse("10.0.0.0/8"), IPNetwork.Parse("2001:db8::/32")] }).Compile(down);
}
