using GlobalLb.Dns.Client;
using GlobalLb.Dns.Messages;
using GlobalLb.Dns.Names;
using GlobalLb.Dns.Records;
using GlobalLb.Dns.Server;

namespace GlobalLb.Dns.Tests.Server;

public sealed class ResponderTests
{
    private static readonly QueryOptions Plain = new() { UdpSize = null };
    private static readonly Source Udp = new(ClientAddress.Read([198, 51, 100, 7]), Transport.Udp);
    private static readonly Source Tcp = Udp with { Transport = Transport.Tcp };

    private readonly Responder _responder = new(new ExampleAuthority());

    private static byte[] Query(string name, QueryOptions? options = null, RecordType type = RecordType.A) =>
        QueryWriter.Write(0x1234, DomainName.Parse(name), type, options ?? Plain);

    private byte[] Respond(byte[] query, Source? source = null)
    {
        var response = new byte[ushort.MaxValue];
        return response[.._responder.Respond(query, source ?? Udp, response)];
    }

    private Message Ask(byte[] query, Source? source = null)
    {
        Assert.True(Message.TryRead(Respond(query, source), out var message));
        Assert.Equal(0x1234, message.Id);
        Assert.True(message.IsResponse);
        Assert.False(message.IsRecursionAvailable);
        return message;
    }

    private Message Ask(string name, QueryOptions? options = null, Source? source = null) => Ask(Query(name, options), source);

    private static byte[] With(byte[] query, int at, byte value)
    {
        query[at] = value;
        return query;
    }

    [Fact]
    public void A_message_shorter_than_a_header_gets_silence()
    {
        for (var length = 0; length < 12; length++) Assert.Empty(Respond(Query("www.example.com")[..length]));
    }

    [Fact]
    public void RFC1035_4_1_1_A_response_is_never_answered() => Assert.Empty(Respond(With(Query("www.example.com"), 2, 0x80)));

    [Fact]
    public void RFC1035_4_1_1_A_response_is_never_answered_even_to_itself() => Assert.Empty(Respond(Respond(Query("www.example.com"))));

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(15)]
    public void RFC1035_4_1_1_Another_opcode_is_not_implemented_and_echoed(byte opcode)
    {
        var message = Ask(With(Query("www.example.com"), 2, (byte)(opcode << 3)));
        Assert.Equal(ResponseCode.NotImplemented, message.Code);
        Assert.Equal(opcode, message.Opcode);
        Assert.Null(message.QuestionName);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(2)]
    [InlineData(255)]
    public void RFC9619_Not_exactly_one_question_is_a_format_error(byte count) =>
        Assert.Equal(ResponseCode.FormatError, Ask(With(Query("www.example.com"), 5, count)).Code);

    [Fact]
    public void RFC1035_4_1_2_A_question_that_is_cut_or_compressed_is_a_format_error()
    {
        var query = Query("www.example.com");
        for (var length = 12; length < query.Length; length++) Assert.Equal(ResponseCode.FormatError, Ask(query[..length]).Code);
        Assert.Equal(ResponseCode.FormatError, Ask([.. query[..12], 0xC0, 12, 0, 1, 0, 1]).Code);
        Assert.Equal(ResponseCode.FormatError, Ask([.. query, 0]).Code);
    }

    [Fact]
    public void RFC6891_6_1_1_More_than_one_OPT_is_a_format_error()
    {
        var query = Query("www.example.com", QueryOptions.Default);
        query[11] = 2;
        Assert.Equal(ResponseCode.FormatError, Ask([.. query, .. query[^11..]]).Code);
    }

    [Fact]
    public void RFC6891_6_1_2_An_OPT_whose_owner_is_not_the_root_is_a_format_error()
    {
        var query = Query("www.example.com", QueryOptions.Default);
        Assert.Equal(ResponseCode.FormatError, Ask([.. query[..^11], 1, (byte)'a', .. query[^11..]]).Code);
        Assert.Equal(ResponseCode.FormatError, Ask([.. query[..^11], 0xC0, 12, .. query[^10..]]).Code);
    }

    [Fact]
    public void RFC6891_6_1_1_An_OPT_outside_the_additional_section_is_a_format_error()
    {
        var query = Query("www.example.com", QueryOptions.Default);
        (query[7], query[11]) = (1, 0);
        Assert.Equal(ResponseCode.FormatError, Ask(query).Code);
    }

    [Fact]
    public void RFC6891_6_1_3_A_higher_EDNS_version_is_BADVERS_in_our_version()
    {
        var query = Query("www.example.com", QueryOptions.Default);
        var message = Ask(With(query, query.Length - 5, 1));
        Assert.Equal(ResponseCode.BadVersion, message.Code);
        Assert.Equal(0, message.Edns!.Version);
        Assert.Empty(message.Answers);
    }

    [Fact]
    public void RFC6891_6_1_2_Unknown_options_are_ignored_and_not_returned()
    {
        var query = Query("www.example.com", QueryOptions.Default);
        query[^1] = 6;
        var response = Respond([.. query, 0xFD, 0xE9, 0, 2, 1, 2]);
        Assert.Equal(0, response[^1]);
        Assert.True(Message.TryRead(response, out var message));
        Assert.Equal(ResponseCode.NoError, message.Code);
    }

    [Fact]
    public void RFC6891_7_OPT_is_in_the_response_only_when_it_was_in_the_query()
    {
        Assert.Null(Ask("www.example.com").Edns);
        var edns = Ask("www.example.com", QueryOptions.Default with { DnssecOk = true }).Edns!;
        Assert.Equal(1232, edns.UdpSize);
        Assert.True(edns.DnssecOk);
        Assert.False(Ask("www.example.com", QueryOptions.Default).Edns!.DnssecOk);
    }

    [Theory]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(0)]
    [InlineData(254)]
    public void RFC1035_3_2_4_Another_class_is_refused(byte @class)
    {
        var query = Query("www.example.com");
        Assert.Equal(ResponseCode.Refused, Ask(With(query, query.Length - 1, @class)).Code);
    }

    [Fact]
    public void RFC1035_6_2_Class_ANY_is_answered_as_IN_without_authority()
    {
        var query = Query("www.example.com");
        var message = Ask(With(query, query.Length - 1, 255));
        Assert.Single(message.Answers);
        Assert.False(message.IsAuthoritative);
    }

    [Theory]
    [InlineData(RecordType.AXFR)]
    [InlineData(RecordType.IXFR)]
    public void RFC5936_2_2_1_A_transfer_is_refused(RecordType type)
    {
        Assert.Equal(ResponseCode.Refused, Ask(Query("www.example.com", type: type)).Code);
        Assert.Equal(ResponseCode.Refused, Ask(Query("www.example.com", type: type), Tcp).Code);
    }

    [Theory]
    [InlineData(RecordType.OPT)]
    [InlineData(RecordType.None)]
    [InlineData((RecordType)128)] // NXNAME
    [InlineData((RecordType)249)] // TKEY
    [InlineData((RecordType)250)] // TSIG
    [InlineData((RecordType)253)] // MAILB
    [InlineData((RecordType)254)] // MAILA
    [InlineData((RecordType)65535)]
    public void RFC8906_3_1_2_A_type_that_no_zone_has_is_asked_for_like_any_other(RecordType type) =>
        Assert.Equal(ResponseCode.NoSuchName, Ask(Query("absent.example.com", type: type)).Code);

    [Fact]
    public void RFC8906_3_1_4_Another_opcode_or_more_questions_get_a_header_alone_also_with_EDNS()
    {
        Assert.Equal(12, Respond(With(Query("www.example.com", QueryOptions.Default), 2, 0x28)).Length);
        Assert.Equal(12, Respond(With(Query("www.example.com", QueryOptions.Default), 5, 2)).Length);
    }

    [Fact]
    public void RFC4035_3_1_6_AD_CD_and_Z_are_cleared_in_a_response()
    {
        var response = Respond(With(With(Query("www.example.com"), 2, 0x07), 3, 0xFF));
        Assert.Equal([0x85, 0x00], response[2..4]);
    }

    [Fact]
    public void RFC8482_ANY_goes_to_the_authority() => Assert.Single(Ask(Query("www.example.com", type: RecordType.ANY)).Answers);

    [Fact]
    public void An_answer_echoes_ID_RD_and_the_question_with_its_case()
    {
        var query = Query("WwW.example.com", Plain with { RecursionDesired = true });
        var response = Respond(query);
        Assert.Equal(query[12..], response[12..query.Length]);
        Assert.True(Message.TryRead(response, out var message));
        Assert.True(message.IsRecursionDesired);
        Assert.True(message.IsAuthoritative);
        Assert.Equal("WwW.example.com. 60 IN A 192.0.2.1", Assert.Single(message.Answers).ToString());
        Assert.False(Ask("www.example.com").IsRecursionDesired);
    }

    [Fact]
    public void A_negative_answer_has_its_SOA()
    {
        var message = Ask("absent.example.com");
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
        var response = Respond(Query("large.example.com", Plain with { UdpSize = size }));
        Assert.InRange(response.Length, limit - 224, limit);
        Assert.True(Message.TryRead(response, out var message));
        Assert.True(message.IsTruncated);
        Assert.Equal(size is null, message.Edns is null);
    }

    [Fact]
    public void RFC7766_A_TCP_answer_is_as_long_as_it_must_be()
    {
        Assert.Equal(20, Ask("large.example.com", source: Tcp).Answers.Length);
        Assert.False(Ask("large.example.com", source: Tcp).IsTruncated);
        Assert.True(Ask("huge.example.com", source: Tcp).IsTruncated);
    }

    [Fact]
    public void RFC9471_3_1_An_authority_can_say_that_glue_did_not_fit() => Assert.True(Ask("glue.example.com").IsTruncated);

    [Fact]
    public void A_buffer_that_is_too_small_gets_silence() =>
        Assert.Equal(0, _responder.Respond(Query("www.example.com"), Udp, new byte[Responder.SmallestBuffer - 1]));

    [Fact]
    public void RFC6891_6_1_3_A_code_above_15_without_EDNS_becomes_SERVFAIL()
    {
        Assert.Equal(ResponseCode.ServerFailure, Ask("code.example.com").Code);
        Assert.Equal((ResponseCode)23, Ask("code.example.com", QueryOptions.Default).Code);
    }

    [Fact]
    public void An_authority_that_throws_is_SERVFAIL_without_records()
    {
        var message = Ask("throw.example.com");
        Assert.Equal(ResponseCode.ServerFailure, message.Code);
        Assert.False(message.IsAuthoritative);
        Assert.Empty(message.Answers);
    }

    [Fact]
    public void The_first_failure_of_an_authority_is_logged_and_no_other()
    {
        var log = new Heard();
        var responder = new Responder(new ExampleAuthority(), logger: log);
        for (var i = 0; i < 3; i++) responder.Respond(Query("throw.example.com"), Udp, new byte[512]);
        Assert.IsType<InvalidOperationException>(Assert.Single(log.Failures));
    }

    [Fact]
    public void Each_query_has_a_draw_of_its_own() =>
        Assert.Equal(100, Enumerable.Range(0, 100).Select(_ => Ask("draw.example.com").Answers[0].Text).Distinct().Count());

    [Theory]
    [InlineData("198.51.100.0/24", 20)]
    [InlineData("198.51.100.128/25", 20)]
    [InlineData("2001:db8::/56", 20)]
    [InlineData("0.0.0.0/0", 0)]
    [InlineData("::/0", 0)]
    public void RFC7871_7_2_1_The_subnet_is_echoed_with_the_scope_of_the_answer(string text, byte scope)
    {
        Assert.True(ClientSubnet.TryParse(text, out var subnet));
        var edns = Ask("www.example.com", QueryOptions.Default with { Subnet = subnet }).Edns!;
        Assert.Equal(subnet, edns.Subnet);
        Assert.Equal(scope, edns.SubnetScope);
    }

    [Fact]
    public void RFC7871_7_2_2_No_subnet_is_returned_to_who_sent_none() =>
        Assert.Null(Ask("www.example.com", QueryOptions.Default).Edns!.Subnet);

    [Theory]
    [InlineData(new byte[] { 0, 1, 24, 0, 192, 0, 2 }, ResponseCode.NoError)]
    [InlineData(new byte[] { 0, 0, 0, 0 }, ResponseCode.NoError)]
    [InlineData(new byte[] { 0, 1, 24, 1, 192, 0, 2 }, ResponseCode.FormatError)] // scope in a query
    [InlineData(new byte[] { 0, 3, 24, 0, 192, 0, 2 }, ResponseCode.FormatError)] // family
    [InlineData(new byte[] { 0, 0, 8, 0, 192 }, ResponseCode.FormatError)] // no family, but an address
    [InlineData(new byte[] { 0, 1, 33, 0, 192, 0, 2, 1, 0 }, ResponseCode.FormatError)] // longer than IPv4
    [InlineData(new byte[] { 0, 1, 24, 0, 192, 0 }, ResponseCode.FormatError)] // too few octets
    [InlineData(new byte[] { 0, 1, 24, 0, 192, 0, 2, 0 }, ResponseCode.FormatError)] // too many octets
    [InlineData(new byte[] { 0, 1, 23, 0, 192, 0, 3 }, ResponseCode.FormatError)] // a bit beyond the length
    [InlineData(new byte[] { 0, 1, 24 }, ResponseCode.FormatError)] // cut
    [InlineData(new byte[] { 0, 2, 129, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0 }, ResponseCode.FormatError)] // longer than IPv6
    public void RFC7871_6_A_malformed_subnet_is_a_format_error(byte[] option, ResponseCode code)
    {
        var query = Query("www.example.com", QueryOptions.Default);
        query[^1] = (byte)(option.Length + 4);
        var message = Ask([.. query, 0, 8, 0, (byte)option.Length, .. option]);
        Assert.Equal(code, message.Code);
        Assert.NotNull(message.Edns);
    }
}
