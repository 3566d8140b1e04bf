using GlobalLb.Dns.Client;
using GlobalLb.Dns.Messages;
using GlobalLb.Dns.Records;
using GlobalLb.Dns.Server;

namespace GlobalLb.Dns.Tests.Server;

public sealed class ResponderTests
{
    private readonly Exchange _exchange = new();

    [Fact]
    public void RFC6891_6_1_2_Unknown_options_are_ignored_and_not_returned()
    {
        var query = Exchange.Query();
        query[^1] = 6;
        var response = _exchange.Respond([.. query, 0xFD, 0xE9, 0, 2, 1, 2]);
        Assert.Equal(0, response[^1]);
        Assert.True(Message.TryRead(response, out var message));
        Assert.Equal(ResponseCode.NoError, message.Code);
    }

    [Fact]
    public void RFC6891_7_OPT_is_in_the_response_only_when_it_was_in_the_query()
    {
        Assert.Null(_exchange.Ask(Exchange.PlainQuery("www.example.com")).Edns);
        var edns = _exchange.Ask("www.example.com", QueryOptions.Default with { DnssecOk = true }).Edns!;
        Assert.Equal(1232, edns.UdpSize);
        Assert.True(edns.DnssecOk);
        Assert.False(_exchange.Ask("www.example.com").Edns!.DnssecOk);
    }

    [Fact]
    public void RFC4035_3_1_6_AD_CD_and_Z_are_cleared_in_a_response()
    {
        var response = _exchange.Respond(Exchange.With(Exchange.With(Exchange.PlainQuery(), 2, 0x07), 3, 0xFF));
        Assert.Equal([0x85, 0x00], response[2..4]);
    }

    [Fact]
    public void RFC8482_ANY_goes_to_the_authority() => Assert.Single(_exchange.Ask(Exchange.PlainQuery(type: RecordType.ANY)).Answers);

    [Fact]
    public void An_answer_echoes_ID_RD_and_the_question_with_its_case()
    {
        var query = Exchange.Query("WwW.example.com", Exchange.Plain with { RecursionDesired = true });
        var response = _exchange.Respond(query);
        Assert.Equal(query[12..], response[12..query.Length]);
        Assert.True(Message.TryRead(response, out var message));
        Assert.True(message.IsRecursionDesired);
        Assert.True(message.IsAuthoritative);
        Assert.Equal("WwW.example.com. 60 IN A 192.0.2.1", Assert.Single(message.Answers).ToString());
        Assert.False(_exchange.Ask(Exchange.PlainQuery("www.example.com")).IsRecursionDesired);
    }

    [Fact]
    public void A_negative_answer_has_its_SOA()
    {
        var message = _exchange.Ask(Exchange.PlainQuery("absent.example.com"));
        Assert.Equal(ResponseCode.NoSuchName, message.Code);
        Assert.Equal("example.com. 300 IN SOA ns1.example.com. h.example.com. 1 2 3 4 5", Assert.Single(message.Authorities).ToString());
    }

    [Theory]
    [InlineData(null, 512)]
    [InlineData((ushort)0, 512)]
    [InlineData((ushort)511, 512)]
    [InlineData((ushort)1000, 1000)]
    [InlineData((ushort)4096, 1232)]
    public void RFC6891_6_2_5_A_UDP_answer_keeps_to_the_size_announced_and_to_ours(ushort? size, int limit)
    {
        var response = _exchange.Respond(Exchange.Query("large.example.com", Exchange.Plain with { UdpSize = size }));
        Assert.InRange(response.Length, limit - 224, limit);
        Assert.True(Message.TryRead(response, out var message));
        Assert.True(message.IsTruncated);
        Assert.Equal(size is null, message.Edns is null);
    }

    [Fact]
    public void RFC7766_A_TCP_answer_is_as_long_as_it_must_be()
    {
        Assert.Equal(20, _exchange.Ask(Exchange.PlainQuery("large.example.com"), Exchange.Tcp).Answers.Length);
        Assert.False(_exchange.Ask(Exchange.PlainQuery("large.example.com"), Exchange.Tcp).IsTruncated);
        Assert.True(_exchange.Ask(Exchange.PlainQuery("huge.example.com"), Exchange.Tcp).IsTruncated);
    }

    [Fact]
    public void RFC9471_3_1_An_authority_can_say_that_glue_did_not_fit() => Assert.True(_exchange.Ask(Exchange.PlainQuery("glue.example.com")).IsTruncated);

    [Fact]
    public void A_buffer_that_is_too_small_gets_silence() =>
        Assert.Equal(0, new Responder(new ExampleAuthority()).Respond(Exchange.PlainQuery(), Exchange.Udp, new byte[Responder.SmallestBuffer - 1]));

    [Fact]
    public void RFC6891_6_1_3_A_code_above_15_without_EDNS_becomes_SERVFAIL()
    {
        Assert.Equal(ResponseCode.ServerFailure, _exchange.Ask(Exchange.PlainQuery("code.example.com")).Code);
        Assert.Equal((ResponseCode)23, _exchange.Ask("code.example.com").Code);
    }

    [Fact]
    public void An_authority_that_throws_is_SERVFAIL_without_records()
    {
        var message = _exchange.Ask(Exchange.PlainQuery("throw.example.com"));
        Assert.Equal(ResponseCode.ServerFailure, message.Code);
        Assert.False(message.IsAuthoritative);
        Assert.Empty(message.Answers);
    }

    [Fact]
    public void The_first_failure_of_an_authority_is_logged_and_no_other()
    {
        var log = new Heard();
        var responder = new Responder(new ExampleAuthority(), logger: log);
        for (var i = 0; i < 3; i++) responder.Respond(Exchange.PlainQuery("throw.example.com"), Exchange.Udp, new byte[512]);
        Assert.IsType<InvalidOperationException>(Assert.Single(log.Failures));
    }

    [Fact]
    public void Each_query_has_a_draw_of_its_own() =>
        Assert.Equal(100, Enumerable.Range(0, 100).Select(_ => _exchange.Ask(Exchange.PlainQuery("draw.example.com")).Answers[0].Text).Distinct().Count());

    [Theory]
    [InlineData("198.51.100.0/24", 20)]
    [InlineData("198.51.100.128/25", 20)]
    [InlineData("2001:db8::/56", 20)]
    [InlineData("0.0.0.0/0", 0)]
    [InlineData("::/0", 0)]
    public void RFC7871_7_2_1_The_subnet_is_echoed_with_the_scope_of_the_answer(string text, byte scope)
    {
        Assert.True(ClientSubnet.TryParse(text, out var subnet));
        var edns = _exchange.Ask("www.example.com", QueryOptions.Default with { Subnet = subnet }).Edns!;
        Assert.Equal(subnet, edns.Subnet);
        Assert.Equal(scope, edns.SubnetScope);
    }

    [Fact]
    public void RFC7871_7_2_2_No_subnet_is_returned_to_who_sent_none() =>
        Assert.Null(_exchange.Ask("www.example.com").Edns!.Subnet);
}
