using GlobalLb.Dns.Names;
using GlobalLb.Dns.Records;
using GlobalLb.Steering.Choosing;
using GlobalLb.Steering.Configuration;
using GlobalLb.Steering.Places;
using GlobalLb.Steering.Snapshots;
using GlobalLb.Steering.Tests.Answering;

namespace GlobalLb.Steering.Tests.Choosing;

public sealed class ExplainerTests
{
    private static readonly DomainName Www = DomainName.Parse("www.example.test");

    [Theory]
    [InlineData("")]
    [InlineData("eu-1")]
    [InlineData("eu-1 eu-2")]
    [InlineData("eu-1 eu-2 us-1 ap-1")]
    public void An_explanation_names_the_addresses_that_are_answered_in_their_order(string down)
    {
        var document = Example.Document.WithPool("eu-web", pool => pool with
        {
            Endpoints = [Example.Endpoint("eu-1", "192.0.2.1", 3), Example.Endpoint("eu-0", "192.0.2.9", 0), Example.Endpoint("eu-2", "192.0.2.2", 2), Example.Endpoint("eu-3", "192.0.2.3", 1), Example.Endpoint("eu-6", "2001:db8::1")],
        });
        var snapshot = document.Compile(down.Split(' '));
        foreach (var draw in Example.Stratified(50))
        {
            var explanation = Explain(snapshot, "10.1.2.3", draw);
            var answer = new Exchange(snapshot, draw).Ask("www.example.test", RecordType.A, subnet: "10.1.2.3/32");
            Assert.Equal(answer.Answers.Select(record => record.Text), explanation.Addresses);
            Assert.All(answer.Answers, record => Assert.Equal(explanation.Ttl, record.Ttl));
            Assert.Equal(answer.Edns!.SubnetScope, explanation.Scope);
            Assert.Equal(explanation.Addresses, explanation.Endpoints.Select(code => snapshot.Endpoints.Single(known => known.Code == code).Address.ToString()));
        }
    }

    [Fact]
    public void An_explanation_tells_every_step()
    {
        var document = Example.WithPolicy(Example.Geographic(
            Example.Leaf("ap-web"), ("country:DE", Example.Failover(Example.Leaf("eu-web"), Example.Weighted((1, Example.Leaf("us-web")))))));
        var explanation = Explain(document.Compile("eu-1", "eu-2"), "10.1.2.3", 0);
        Assert.Equal(
            [
                "0 geographic: the client 10.1.2.3 is in DE (EU)",
                "1 DE asks for branch 1",
                "1 failover over 2, most wanted first",
                "2 pool eu-web in eu-west: 0 of 2 IPv4 endpoints available; the others: 2 down",
                "2 weighted draw over 1",
                "3 draws number 1 with weight 1 of 1",
                "3 pool us-web in us-east: 1 of 1 IPv4 endpoints available",
                "2 takes number 2",
            ],
            explanation.Steps.Select(step => $"{step.Depth} {step.Sentence}"));
        Assert.Equal("us-east", explanation.Region?.Value);
        Assert.Equal("10.1.2.3, DE (EU)", explanation.Client);
        Assert.False(explanation.IsFallback);
        Assert.Equal(16, explanation.Scope);
    }

    [Fact]
    public void An_explanation_tells_where_a_client_is_imagined_to_be_and_not_where_its_address_is()
    {
        var snapshot = Example.WithPolicy(Example.Geographic(Example.Leaf("ap-web"), ("country:DE", Example.Leaf("eu-web")))).Compile();
        var explanation = Explainer.Explain(snapshot, Www, new Client(Example.Address("10.2.0.1"), Place.OfCountry("DE")), true, 0)!;
        Assert.Equal("geographic: the client 10.2.0.1 is in DE (EU)", explanation.Steps[0].Sentence);
        Assert.Equal("eu-west", explanation.Region?.Value);
    }

    [Fact]
    public void An_explanation_says_when_a_fallback_decided()
    {
        var explanation = Explain(Example.WithPolicy(Example.Failover("eu-web", "us-web"), Fallback.AllEndpoints).Compile("eu-1", "eu-2", "us-1"), "10.1.2.3", 0);
        Assert.True(explanation.IsFallback);
        Assert.Null(explanation.Region);
        Assert.Contains(explanation.Steps, step => step.Sentence == "nothing is available: drained regions are asked too");
        Assert.Contains(explanation.Steps, step => step.Sentence == "still nothing: the fallback allEndpoints decides");
    }

    [Fact]
    public void A_name_that_is_not_steered_has_no_explanation() =>
        Assert.Null(Explainer.Explain(Example.Document.Compile(), DomainName.Parse("ns1.example.test"), default, true, 0));

    private static Explanation Explain(Snapshot snapshot, string client, ulong draw) =>
        Explainer.Explain(snapshot, Www, new Client(Example.Address(client)), true, draw)!;
}
