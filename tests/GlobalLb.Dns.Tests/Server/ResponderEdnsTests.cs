using FsCheck;
using FsCheck.Fluent;
using GlobalLb.Dns.Client;
using GlobalLb.Dns.Messages;
using GlobalLb.Dns.Records;
using GlobalLb.Dns.Server;
using GlobalLb.Dns.Wire;

namespace GlobalLb.Dns.Tests.Server;

public sealed class ResponderEdnsTests
{
    private const ushort Nsid = 3, Subnet = 8, Unknown = 65001;

    private static readonly byte[] ValidSubnet = [0, 1, 24, 0, 192, 0, 2];

    private readonly Exchange _exchange = new(new ResponderOptions { Nsid = "edge-1" });

    [Theory]
    [InlineData(new byte[0])]
    [InlineData(new byte[] { 0, 8, 0, 255, 1 })] // an option longer than the record
    [InlineData(new byte[] { 0, 10, 0, 1, 1 })] // a cookie of one octet
    [InlineData(new byte[] { 0, 3, 0, 0 })]
    public void RFC6891_6_1_3_A_higher_version_is_BADVERS_whatever_its_options(byte[] options)
    {
        var query = Exchange.QueryWithOptions(options);
        query[^(options.Length + 5)] = 1;
        var message = _exchange.Ask(query);
        Assert.Equal(ResponseCode.BadVersion, message.Code);
        Assert.Equal(0, message.Edns!.Version);
        Assert.Null(message.Edns.Nsid);
        Assert.Empty(message.Answers);
    }

    [Fact]
    public void RFC6891_6_1_4_Unknown_flags_are_cleared_and_DO_is_echoed()
    {
        var query = Exchange.Query();
        (query[^4], query[^3]) = (0x7F, 0xFF);
        var response = _exchange.Respond(query);
        Assert.Equal([0, 0, 0, 0], response[^6..^2]);
        query[^4] = 0xFF;
        response = _exchange.Respond(query);
        Assert.Equal([0, 0, 0x80, 0], response[^6..^2]);
    }

    [Theory]
    [InlineData(new byte[] { 0 })]
    [InlineData(new byte[] { 0, 8, 0 })]
    [InlineData(new byte[] { 0xFD, 0xE9, 0, 2, 1 })]
    [InlineData(new byte[] { 0xFD, 0xE9, 0xFF, 0xFF, 1 })]
    public void RFC6891_6_1_2_Options_that_do_not_fit_their_record_are_a_format_error(byte[] options)
    {
        var message = _exchange.Ask(Exchange.QueryWithOptions(options));
        Assert.Equal(ResponseCode.FormatError, message.Code);
        Assert.NotNull(message.Edns);
    }

    [Fact]
    public void RFC6891_7_A_second_OPT_is_a_format_error_with_an_OPT()
    {
        var query = Exchange.Query();
        query[11] = 2;
        var message = _exchange.Ask([.. query, .. query[^11..]]);
        Assert.Equal(ResponseCode.FormatError, message.Code);
        Assert.NotNull(message.Edns);
    }

    [Fact]
    public void RFC6891_6_1_2_Options_have_the_same_effect_in_any_order_beside_unknown_ones()
    {
        byte[][] options = [[0, 8, 0, 7, .. ValidSubnet], [0, 3, 0, 0], [0xFD, 0xE9, 0, 1, 1], [0, 10, 0, 8, 1, 2, 3, 4, 5, 6, 7, 8]];
        var forward = _exchange.Ask(Exchange.QueryWithOptions(options.SelectMany(option => option).ToArray())).Edns!;
        var backward = _exchange.Ask(Exchange.QueryWithOptions(options.Reverse().SelectMany(option => option).ToArray())).Edns!;
        Assert.All([forward, backward], edns =>
        {
            Assert.Equal("192.0.2.0/24", edns.Subnet.ToString());
            Assert.Equal(20, edns.SubnetScope);
            Assert.Equal("edge-1"u8, edns.Nsid!.Value.Span);
            Assert.Equal(24, edns.Cookie!.Value.Length);
        });
    }

    [Fact]
    public void RFC6891_6_1_2_Two_subnets_contradict_each_other_and_are_a_format_error()
    {
        byte[] option = [0, 8, 0, 7, .. ValidSubnet];
        Assert.Equal(ResponseCode.FormatError, _exchange.Ask(Exchange.QueryWithOptions([.. option, .. option])).Code);
    }

    [Fact]
    public void RFC7871_7_2_1_A_refusal_echoes_the_subnet_with_scope_0()
    {
        var message = _exchange.Ask(Exchange.QueryWithOption(Subnet, ValidSubnet, "www.example.org"));
        Assert.Equal(ResponseCode.Refused, message.Code);
        Assert.Equal("192.0.2.0/24", message.Edns!.Subnet.ToString());
        Assert.Equal(0, message.Edns.SubnetScope);
    }

    [Fact]
    public void RFC7871_6_What_is_written_as_a_subnet_is_read_as_the_same()
    {
        var subnets = from isIPv4 in Gen.Elements(true, false)
                      from length in Gen.Choose(0, isIPv4 ? 32 : 128)
                      from octets in Gen.ArrayOf(Gen.Choose(0, 255).Select(value => (byte)value), isIPv4 ? 4 : 16)
                      where isIPv4 || octets[0] != 0 // not IPv4-mapped
                      select new ClientSubnet(ClientAddress.Read(octets).Masked(length), (byte)length);
        Prop.ForAll(subnets.ToArbitrary(), subnet =>
        {
            var edns = _exchange.Ask("www.example.com", new QueryOptions { Subnet = subnet }).Edns!;
            return edns.Subnet == subnet && edns.SubnetScope == (subnet.SourceLength == 0 ? 0 : 20);
        }).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void RFC7871_6_A_bit_beyond_the_length_is_a_format_error_wherever_it_is()
    {
        for (var length = 0; length < 128; length++)
        {
            var octets = new byte[(length + 7) / 8];
            if (length % 8 == 0) continue;
            octets[^1] = (byte)(0x80 >> (length % 8));
            Assert.Equal(ResponseCode.FormatError, _exchange.Ask(Exchange.QueryWithOption(Subnet, [0, 2, (byte)length, 0, .. octets])).Code);
            octets[^1] = (byte)(0x100 >> (length % 8));
            Assert.Equal(ResponseCode.NoError, _exchange.Ask(Exchange.QueryWithOption(Subnet, [0, 2, (byte)length, 0, .. octets])).Code);
        }
    }

    [Theory]
    [InlineData(new byte[0])]
    [InlineData(new byte[] { 1, 2, 3 })] // must not be there, and is to be ignored
    public void RFC5001_2_Who_asks_for_the_name_of_the_server_gets_it(byte[] contents)
    {
        Assert.Equal("edge-1"u8, _exchange.Ask(Exchange.QueryWithOption(Nsid, contents)).Edns!.Nsid!.Value.Span);
        Assert.Null(new Exchange().Ask(Exchange.QueryWithOption(Nsid, contents)).Edns!.Nsid);
    }

    [Fact]
    public void RFC5001_2_Who_does_not_ask_for_it_gets_no_name_of_the_server() =>
        Assert.Null(_exchange.Ask(Exchange.QueryWithOption(Unknown, [])).Edns!.Nsid);

    [Fact]
    public void RFC8914_3_A_refusal_says_why_to_who_can_read_it()
    {
        Assert.Equal(ExtendedError.NotAuthoritative, _exchange.Ask("www.example.org").Edns!.ExtendedError);
        Assert.Equal(ExtendedError.NotSupported, _exchange.Ask(Exchange.Query(type: RecordType.AXFR)).Edns!.ExtendedError);
        Assert.Null(_exchange.Ask("www.example.com").Edns!.ExtendedError);
        Assert.Null(_exchange.Ask("www.example.org", Exchange.Plain).Edns);
    }

    [Fact]
    public void RFC8914_3_An_extended_error_is_left_out_where_it_does_not_fit()
    {
        var authority = new FillingAuthority();
        var responder = new Responder(authority);
        var response = new byte[ushort.MaxValue];
        var query = Exchange.Query(options: new QueryOptions { UdpSize = 600 });
        for (var left = 0; left < 10; left++)
        {
            authority.Octets = 600 - query.Length - 12 - left;
            var length = responder.Respond(query, Exchange.Udp, response);
            Assert.Equal(left < 6 ? 600 - left : 600 - left + 6, length);
            Assert.True(Message.TryRead(response.AsSpan(0, length), out var message));
            Assert.False(message.IsTruncated);
            Assert.Equal(left < 6 ? null : ExtendedError.Other, message.Edns!.ExtendedError);
        }
    }

    /// <summary>Answers with one record of the length it is told to, and has something to say about it.</summary>
    private sealed class FillingAuthority : IAuthority
    {
        public int Octets { get; set; }

        public void Answer(in Query query, ref AnswerWriter answer)
        {
            answer.Add(Section.Answer, AnswerWriter.QuestionName(), RecordType.TXT, 0, new byte[Octets]);
            answer.ExtendedError = ExtendedError.Other;
        }
    }
}
