using GlobalLb.Dns.Messages;
using GlobalLb.Dns.Records;

namespace GlobalLb.Dns.Tests.Server;

/// <summary>What of a request is refused, and how.</summary>
public sealed class RequestTests
{
    private readonly Exchange _exchange = new();

    [Fact]
    public void A_message_shorter_than_a_header_gets_silence()
    {
        for (var length = 0; length < 12; length++) Assert.Empty(_exchange.Respond(Exchange.PlainQuery()[..length]));
    }

    [Fact]
    public void RFC1035_4_1_1_A_response_is_never_answered() => Assert.Empty(_exchange.Respond(Exchange.With(Exchange.PlainQuery(), 2, 0x80)));

    [Fact]
    public void RFC1035_4_1_1_A_response_is_never_answered_even_to_itself() => Assert.Empty(_exchange.Respond(_exchange.Respond(Exchange.PlainQuery())));

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(15)]
    public void RFC1035_4_1_1_Another_opcode_is_not_implemented_and_echoed(byte opcode)
    {
        var message = _exchange.Ask(Exchange.With(Exchange.PlainQuery(), 2, (byte)(opcode << 3)));
        Assert.Equal(ResponseCode.NotImplemented, message.Code);
        Assert.Equal(opcode, message.Opcode);
        Assert.Null(message.QuestionName);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(2)]
    [InlineData(255)]
    public void RFC9619_Not_exactly_one_question_is_a_format_error(byte count) =>
        Assert.Equal(ResponseCode.FormatError, _exchange.Ask(Exchange.With(Exchange.PlainQuery(), 5, count)).Code);

    [Fact]
    public void RFC1035_4_1_2_A_question_that_is_cut_or_compressed_is_a_format_error()
    {
        var query = Exchange.PlainQuery();
        for (var length = 12; length < query.Length; length++) Assert.Equal(ResponseCode.FormatError, _exchange.Ask(query[..length]).Code);
        Assert.Equal(ResponseCode.FormatError, _exchange.Ask([.. query[..12], 0xC0, 12, 0, 1, 0, 1]).Code);
        Assert.Equal(ResponseCode.FormatError, _exchange.Ask([.. query, 0]).Code);
    }

    [Theory]
    [InlineData(0x40)] // an extended label (RFC 6891 §5)
    [InlineData(0x41)]
    [InlineData(0x80)]
    [InlineData(0xBF)]
    [InlineData(0xC0)] // a pointer, into the header
    [InlineData(0xFF)]
    public void RFC1035_4_1_4_A_label_of_another_type_in_the_question_is_a_format_error(byte octet)
    {
        var query = Exchange.PlainQuery();
        Assert.Equal(ResponseCode.FormatError, _exchange.Ask(Exchange.With(query, 12, octet)).Code);
        Assert.Equal(ResponseCode.FormatError, _exchange.Ask(Exchange.With(Exchange.PlainQuery(), 16, octet)).Code);
    }

    [Fact]
    public void RFC1035_2_3_4_A_name_of_255_octets_is_asked_for_and_one_of_256_is_a_format_error()
    {
        byte[] labels = [.. Enumerable.Repeat<byte[]>([1, (byte)'a'], 126).SelectMany(label => label)], tail = [0, 0, 1, 0, 1];
        Assert.Equal(ResponseCode.Refused, _exchange.Ask([.. Exchange.PlainQuery()[..12], 3, (byte)'a', (byte)'a', .. labels[1..], .. tail]).Code);
        Assert.Equal(ResponseCode.FormatError, _exchange.Ask([.. Exchange.PlainQuery()[..12], 4, (byte)'a', (byte)'a', (byte)'a', .. labels[1..], .. tail]).Code);
    }

    [Theory]
    [InlineData(7)]
    [InlineData(9)]
    [InlineData(11)]
    public void RFC1035_4_1_3_Records_that_are_counted_and_not_there_are_a_format_error(int count)
    {
        Assert.Equal(ResponseCode.FormatError, _exchange.Ask(Exchange.With(Exchange.PlainQuery(), count, 1)).Code);
        Assert.Equal(ResponseCode.FormatError, _exchange.Ask(Exchange.With(Exchange.With(Exchange.Query(), count, 0xFF), count - 1, 0xFF)).Code);
    }

    [Theory]
    [InlineData(7)]
    [InlineData(9)]
    [InlineData(11)]
    public void RFC1035_4_1_3_Records_that_a_query_need_not_have_are_passed_over_and_not_followed(int count)
    {
        // Owned by a pointer to itself, which nobody needs to follow, and with data of any kind.
        byte[] record = [0xC0, 29, 0, 1, 0, 1, 0, 0, 0, 60, 0, 3, 1, 2, 3];
        var message = _exchange.Ask([.. Exchange.With(Exchange.PlainQuery(), count, 1), .. record]);
        Assert.Equal(ResponseCode.NoError, message.Code);
        Assert.Single(message.Answers);
        Assert.Empty(message.Additionals);
        Assert.Equal(ResponseCode.FormatError, _exchange.Ask([.. Exchange.With(Exchange.PlainQuery(), count, 1), .. record[..^1]]).Code);
        Assert.Equal(ResponseCode.FormatError, _exchange.Ask([.. Exchange.With(Exchange.PlainQuery(), count, 1), .. record[..1]]).Code);
        Assert.Equal(ResponseCode.FormatError, _exchange.Ask([.. Exchange.With(Exchange.PlainQuery(), count, 1), .. record, 0]).Code);
    }

    [Theory]
    [InlineData((byte)250)] // TSIG (RFC 8945)
    [InlineData((byte)24)] // SIG(0) (RFC 2931)
    public void A_signature_behind_the_OPT_is_passed_over_and_the_answer_is_not_signed(byte type)
    {
        byte[] signature = [0, 0, type, 0, 255, 0, 0, 0, 0, 0, 2, 1, 2];
        var message = _exchange.Ask([.. Exchange.With(Exchange.Query(), 11, 2), .. signature]);
        Assert.Equal(ResponseCode.NoError, message.Code);
        Assert.Single(message.Answers);
        Assert.Empty(message.Additionals);
        Assert.NotNull(message.Edns);
    }

    [Fact]
    public void RFC6891_6_1_2_An_OPT_that_is_longer_than_the_message_is_a_format_error()
    {
        foreach (byte length in (byte[])[1, 4, 255])
        {
            var query = Exchange.Query();
            Assert.Equal(ResponseCode.FormatError, _exchange.Ask(Exchange.With(query, query.Length - 1, length)).Code);
        }
    }

    [Fact]
    public void RFC6891_6_1_1_More_than_one_OPT_is_a_format_error()
    {
        var query = Exchange.Query();
        query[11] = 2;
        Assert.Equal(ResponseCode.FormatError, _exchange.Ask([.. query, .. query[^11..]]).Code);
    }

    [Fact]
    public void RFC6891_6_1_2_An_OPT_whose_owner_is_not_the_root_is_a_format_error()
    {
        var query = Exchange.Query();
        Assert.Equal(ResponseCode.FormatError, _exchange.Ask([.. query[..^11], 1, (byte)'a', .. query[^11..]]).Code);
        Assert.Equal(ResponseCode.FormatError, _exchange.Ask([.. query[..^11], 0xC0, 12, .. query[^10..]]).Code);
    }

    [Fact]
    public void RFC6891_6_1_1_An_OPT_outside_the_additional_section_is_a_format_error()
    {
        var query = Exchange.Query();
        (query[7], query[11]) = (1, 0);
        Assert.Equal(ResponseCode.FormatError, _exchange.Ask(query).Code);
    }

    [Fact]
    public void RFC6891_6_1_3_A_higher_EDNS_version_is_BADVERS_in_our_version()
    {
        var query = Exchange.Query();
        var message = _exchange.Ask(Exchange.With(query, query.Length - 5, 1));
        Assert.Equal(ResponseCode.BadVersion, message.Code);
        Assert.Equal(0, message.Edns!.Version);
        Assert.Empty(message.Answers);
    }

    [Theory]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(0)]
    [InlineData(254)]
    public void RFC1035_3_2_4_Another_class_is_refused(byte @class)
    {
        var query = Exchange.PlainQuery();
        Assert.Equal(ResponseCode.Refused, _exchange.Ask(Exchange.With(query, query.Length - 1, @class)).Code);
    }

    [Fact]
    public void RFC1035_6_2_Class_ANY_is_answered_as_IN_without_authority()
    {
        var query = Exchange.PlainQuery();
        var message = _exchange.Ask(Exchange.With(query, query.Length - 1, 255));
        Assert.Single(message.Answers);
        Assert.False(message.IsAuthoritative);
    }

    [Theory]
    [InlineData(RecordType.AXFR)]
    [InlineData(RecordType.IXFR)]
    public void RFC5936_2_2_1_A_transfer_is_refused(RecordType type)
    {
        Assert.Equal(ResponseCode.Refused, _exchange.Ask(Exchange.PlainQuery(type: type)).Code);
        Assert.Equal(ResponseCode.Refused, _exchange.Ask(Exchange.PlainQuery(type: type), Exchange.Tcp).Code);
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
        Assert.Equal(ResponseCode.NoSuchName, _exchange.Ask(Exchange.PlainQuery("absent.example.com", type)).Code);

    [Fact]
    public void RFC8906_3_1_4_Another_opcode_or_more_questions_get_a_header_alone_also_with_EDNS()
    {
        Assert.Equal(12, _exchange.Respond(Exchange.With(Exchange.Query(), 2, 0x28)).Length);
        Assert.Equal(12, _exchange.Respond(Exchange.With(Exchange.Query(), 5, 2)).Length);
    }

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
        var query = Exchange.Query();
        query[^1] = (byte)(option.Length + 4);
        var message = _exchange.Ask([.. query, 0, 8, 0, (byte)option.Length, .. option]);
        Assert.Equal(code, message.Code);
        Assert.NotNull(message.Edns);
    }
}
