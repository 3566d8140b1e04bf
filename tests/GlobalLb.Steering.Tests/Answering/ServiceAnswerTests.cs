using GlobalLb.Dns.Messages;
using GlobalLb.Dns.Records;
using GlobalLb.Steering.Configuration;

namespace GlobalLb.Steering.Tests.Answering;

public sealed class ServiceAnswerTests
{
    private static readonly PolicyNode Three = Example.Failover("eu-web", "us-web", "ap-web");

    [Fact]
    public void RFC9460_2_4_1_Priorities_are_the_tiers_and_hints_their_endpoints() => Assert.Equal(
        [
            "www.example.test. HTTPS 1 . alpn=\"h2,h3\" ipv4hint=192.0.2.1,192.0.2.2 ipv6hint=2001:db8:1::1",
            "www.example.test. HTTPS 2 . alpn=\"h2,h3\" ipv4hint=198.51.100.1 ipv6hint=2001:db8:2::1",
            "www.example.test. HTTPS 3 . alpn=\"h2,h3\" ipv4hint=203.0.113.1",
        ],
        Sorted(Made(Three).Compile().Ask(RecordType.HTTPS)));

    [Fact]
    public void RFC9460_2_4_1_Wherever_the_tree_would_go_next_is_the_next_priority()
    {
        var policy = Example.Weighted((1, Example.Failover("eu-web")), (1, Example.Failover(Example.Weighted((1, Example.Leaf("us-web"))), Example.Leaf("ap-web"))));
        foreach (var draw in Example.Stratified(20))
            Assert.Equal([1, 2, 3], Made(policy).Compile().Response(RecordType.HTTPS, draw: draw).Answers.Select(record => int.Parse(record.Text.Split(' ')[0], System.Globalization.CultureInfo.InvariantCulture)));
    }

    [Fact]
    public void RFC9460_7_3_Only_endpoints_that_are_answered_are_hints() => Assert.Equal(
        [
            "www.example.test. HTTPS 1 . alpn=\"h2,h3\" ipv4hint=192.0.2.2 ipv6hint=2001:db8:2::1",
            "www.example.test. HTTPS 2 . alpn=\"h2,h3\" ipv4hint=203.0.113.1",
        ],
        Made(Three).Compile("eu-1", "eu-6", "us-1").Ask(RecordType.HTTPS));

    [Fact]
    public void RFC9460_7_2_A_port_is_said_unless_it_is_that_of_HTTPS()
    {
        var document = Made(Example.Leaf("eu-web")).WithPool("eu-web", pool => pool with { Endpoints = pool.Endpoints.Replace(1, endpoint => endpoint with { Port = 8443 }) });
        Assert.Equal(
            ["www.example.test. HTTPS 1 . alpn=\"h2,h3\" ipv4hint=192.0.2.1 ipv6hint=2001:db8:1::1", "www.example.test. HTTPS 1 . alpn=\"h2,h3\" port=8443 ipv4hint=192.0.2.2"],
            document.Compile().Ask(RecordType.HTTPS).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void SVCB_always_says_its_port_and_no_protocol_when_none_is_written() => Assert.Equal(
        ["www.example.test. SVCB 1 . port=443 ipv4hint=203.0.113.1"],
        Steer.Document(Example.Leaf("ap-web"), name => name with { Svcb = new ServiceBinding() }).Compile().Ask(RecordType.SVCB));

    [Fact]
    public void Without_the_word_of_the_operator_there_is_none()
    {
        Assert.Empty(Steer.Snapshot(Three).Ask(RecordType.HTTPS));
        Assert.Empty(Made(Three).Compile().Ask(RecordType.SVCB));
    }

    [Fact]
    public void RFC9460_4_1_The_addresses_of_the_name_come_along()
    {
        var response = Made(Example.Leaf("eu-web")).Compile().Response(RecordType.HTTPS);
        Assert.Equal(
            ["www.example.test. A 192.0.2.1", "www.example.test. A 192.0.2.2", "www.example.test. AAAA 2001:db8:1::1"],
            Zones.Lines(response.Additionals).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void RFC7871_7_3_1_What_a_client_was_chosen_for_is_not_in_the_additional_section()
    {
        var snapshot = Made(Example.Geographic(Example.Leaf("us-web"), ("country:DE", Example.Leaf("eu-web")))).Compile();
        var response = new Exchange(snapshot).Ask(Steer.Www, RecordType.HTTPS, subnet: "10.1.2.0/24");
        Assert.Contains("ipv6hint=2001:db8:1::1", response.Answers[0].Text, StringComparison.Ordinal);
        Assert.Equal(16, response.Edns!.SubnetScope);
        Assert.Empty(response.Additionals);
    }

    [Fact]
    public void A_name_that_is_an_alias_for_a_client_is_one_for_HTTPS_too()
    {
        var snapshot = Made(Example.Failover(Example.Leaf("ap-web"), Example.Records("CNAME backup.example.net."))).Compile("ap-1");
        Assert.Equal(["www.example.test. CNAME backup.example.net."], snapshot.Ask(RecordType.HTTPS));
        Assert.Equal(
            ["www.example.test. HTTPS 1 . alpn=\"h2,h3\" ipv4hint=203.0.113.1"],
            Made(Example.Failover(Example.Leaf("ap-web"), Example.Records("CNAME backup.example.net."))).Compile().Ask(RecordType.HTTPS));
    }

    [Theory]
    [InlineData(Fallback.NoData, ResponseCode.NoError, 0)]
    [InlineData(Fallback.ServerFailure, ResponseCode.ServerFailure, 0)]
    [InlineData(Fallback.PreferredPool, ResponseCode.NoError, 1)]
    public void When_nothing_is_available_the_fallback_decides(Fallback fallback, ResponseCode code, int records)
    {
        var response = Steer.Document(Example.Leaf("ap-web"), name => Https(name) with { Fallback = fallback }).Compile("ap-1").Response(RecordType.HTTPS);
        Assert.Equal((code, records), (response.Code, response.Answers.Length));
    }

    [Fact]
    public void Of_a_fallback_to_records_those_of_the_type_are_answered()
    {
        var document = Steer.Document(Example.Leaf("ap-web"), name => Https(name) with { Fallback = Fallback.Static, FallbackRecords = [.. Example.Records("A 192.0.2.7", "HTTPS 1 sorry.example.net.").Records] });
        Assert.Equal(["www.example.test. HTTPS 1 sorry.example.net."], document.Compile("ap-1").Ask(RecordType.HTTPS));
        Assert.Equal(["www.example.test. HTTPS 1 . alpn=\"h2,h3\" ipv4hint=203.0.113.1"], document.Compile().Ask(RecordType.HTTPS));
    }

    private static SteeredName Https(SteeredName name) => name with { Https = new ServiceBinding { Alpn = ["h2", "h3"] } };

    private static ConfigurationDocument Made(PolicyNode policy) => Steer.Document(policy, Https);

    // Which of the hints is first is drawn.
    private static IEnumerable<string> Sorted(IEnumerable<string> lines) =>
        lines.Select(line => line.Replace("192.0.2.2,192.0.2.1", "192.0.2.1,192.0.2.2", StringComparison.Ordinal));
}
