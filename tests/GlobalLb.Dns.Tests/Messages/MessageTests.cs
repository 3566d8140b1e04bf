using FsCheck;
using FsCheck.Fluent;
using GlobalLb.Dns.Client;
using GlobalLb.Dns.Messages;
using GlobalLb.Dns.Names;
using GlobalLb.Dns.Records;
using GlobalLb.Dns.Wire;

namespace GlobalLb.Dns.Tests.Messages;

public sealed class MessageTests
{
    [Fact]
    public void RFC1035_4_1_4_Compressed_names_inside_records_are_read()
    {
        var message = new WireWriter();
        foreach (ushort value in (ushort[])[7, 0x8400, 1, 1, 0, 0]) message.Write(value);
        message.Write(DomainName.Parse("example.com"));
        message.Write((ushort)RecordType.MX);
        message.Write((ushort)1);
        message.Write([0xC0, 12, 0, 15, 0, 1, 0, 0, 0, 60, 0, 9, 0, 10, 4, .. "mail"u8, 0xC0, 12]);
        Assert.True(Message.TryRead(message.Written, out var read));
        Assert.Equal("example.com. 60 IN MX 10 mail.example.com.", Assert.Single(read.Answers).ToString());
        Assert.True(read.IsAuthoritative);
    }

    [Theory]
    [InlineData(RecordType.SRV, "000100020003", true)]
    [InlineData(RecordType.NAPTR, "00010002000000", true)]
    [InlineData(RecordType.RP, "00", true)]
    [InlineData(RecordType.AFSDB, "0001", true)]
    [InlineData(RecordType.DNAME, "", false)]
    [InlineData(RecordType.KX, "0001", false)]
    [InlineData(RecordType.SVCB, "0001", false)]
    [InlineData(RecordType.HTTPS, "0001", false)]
    public void RFC3597_4_Names_inside_newer_types_are_not_compressed(RecordType type, string head, bool mayBeCompressed)
    {
        byte[] data = [.. Convert.FromHexString(head), 0xC0, 12];
        var message = new WireWriter();
        foreach (ushort value in (ushort[])[7, 0x8400, 0, 1, 0, 0]) message.Write(value);
        message.Write(DomainName.Parse("example.com"));
        message.Write((ushort)type);
        message.Write([0, 1, 0, 0, 0, 60, 0, (byte)data.Length, .. data]);
        Assert.Equal(mayBeCompressed, Message.TryRead(message.Written, out var read));
        if (mayBeCompressed) Assert.EndsWith("example.com.", Assert.Single(read!.Answers).ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Random_octets_are_read_or_refused_and_never_throw()
    {
        var chance = new Random(5);
        for (var round = 0; round < 100_000; round++)
        {
            var octets = new byte[chance.Next(0, 120)];
            chance.NextBytes(octets);
            for (var at = 4; at < Math.Min(12, octets.Length); at++) octets[at] = (byte)(at % 2 == 0 ? 0 : chance.Next(3));
            _ = Message.TryRead(octets, out _);
        }
    }

    [Fact]
    public void What_is_written_as_a_query_is_read_as_the_same()
    {
        var options = from size in Gen.Choose(0, ushort.MaxValue)
                      from flags in Gen.Choose(0, 7)
                      from cookie in Some.Bytes(0, 40)
                      from octets in Gen.Elements(4, 16).SelectMany(count => Some.Bytes(count, count))
                      from length in Gen.Choose(0, octets.Length * 8)
                      select new QueryOptions
                      {
                          UdpSize = (ushort)size,
                          RecursionDesired = (flags & 1) != 0,
                          DnssecOk = (flags & 2) != 0,
                          AsksNsid = (flags & 4) != 0,
                          Cookie = cookie,
                          Subnet = length == 0 ? null : new ClientSubnet(ClientAddress.Read(octets).Masked(length), (byte)length),
                      };
        Prop.ForAll(Some.Names, options.ToArbitrary(), Gen.Choose(0, ushort.MaxValue).ToArbitrary(), (name, option, number) =>
        {
            var (id, type) = ((ushort)number, (RecordType)(ushort)~number);
            Assert.True(Message.TryRead(QueryWriter.Write(id, name, type, option), out var read));
            var expected = new MessageEdns(option.UdpSize!.Value, 0, option.DnssecOk, option.Subnet, 0);
            Assert.Equal((id, name, type, option.RecursionDesired), (read.Id, read.QuestionName, read.QuestionType, read.IsRecursionDesired));
            Assert.Equal(expected, read.Edns! with { Cookie = null, Nsid = null });
            Assert.Equal(option.Cookie.ToArray(), read.Edns!.Cookie?.ToArray() ?? []);
            Assert.Equal(option.AsksNsid ? 0 : null, read.Edns.Nsid?.Length);
        }).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void What_is_written_as_a_query_without_EDNS_is_read_as_the_same() =>
        Prop.ForAll(Some.Names, Gen.Choose(0, ushort.MaxValue).ToArbitrary(), (name, number) =>
        {
            var options = new QueryOptions { UdpSize = null, RecursionDesired = number % 2 == 0 };
            Assert.True(Message.TryRead(QueryWriter.Write((ushort)number, name, RecordType.NS, options), out var read));
            Assert.Equal((name, RecordType.NS, options.RecursionDesired, null), (read.QuestionName, read.QuestionType, read.IsRecursionDesired, read.Edns));
            Assert.True(read is { IsResponse: false, Opcode: 0, Code: ResponseCode.NoError, Answers: [], Authorities: [], Additionals: [] });
        }).QuickCheckThrowOnFailure();

    [Theory]
    [InlineData("", true)]
    [InlineData("0003", false)] // no length
    [InlineData("00", false)] // no code
    [InlineData("00030001", false)] // contents that are missing
    [InlineData("000F000100", true)] // an error of half a code says nothing
    [InlineData("00080001FF", true)] // a subnet that is none
    public void RFC6891_6_1_2_Options_are_read_to_their_end_or_the_message_is_none(string options, bool isRead)
    {
        byte[] octets = Convert.FromHexString(options), edns = [0, 0, 41, 4, 208, 0, 0, 0, 0, 0, (byte)octets.Length, .. octets];
        Assert.Equal(isRead, Message.TryRead([0, 7, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, .. edns], out var message));
        if (isRead) Assert.Equal(new MessageEdns(1232, 0, false, null, 0), message!.Edns);
        Assert.False(Message.TryRead([0, 7, 0, 0, 0, 0, 0, 0, 0, 0, 0, 2, .. edns, .. edns], out _), "two OPT records");
    }

    [Theory]
    [InlineData(0)]
    [InlineData(3)]
    [InlineData(15)]
    [InlineData(17)]
    public void An_address_has_4_or_16_octets(int octets) => Assert.Throws<ArgumentException>(() => ClientAddress.Read(new byte[octets]));

    [Theory]
    [InlineData("192.0.2.77/24", "192.0.2.0/24")]
    [InlineData("2001:db8::1/32", "2001:db8::/32")]
    public void A_subnet_is_parsed_without_the_bits_beyond_it(string text, string formatted)
    {
        Assert.True(ClientSubnet.TryParse(text, out var subnet));
        Assert.Equal(formatted, subnet.ToString());
    }

    [Theory]
    [InlineData("192.0.2.0")]
    [InlineData("192.0.2.0/33")]
    [InlineData("192.0.2.0/x")]
    [InlineData("192.0.2.0/")]
    [InlineData("x/8")]
    [InlineData("2001:db8::/129")]
    public void Another_text_is_no_subnet(string text) => Assert.False(ClientSubnet.TryParse(text, out _));
}
