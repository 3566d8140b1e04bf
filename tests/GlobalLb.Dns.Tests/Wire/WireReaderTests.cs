using GlobalLb.Dns.Names;
using GlobalLb.Dns.Wire;

namespace GlobalLb.Dns.Tests.Wire;

public sealed class WireReaderTests
{
    private static string? Read(byte[] message, int at)
    {
        Span<byte> name = stackalloc byte[DomainName.MaxWireLength];
        var reader = new WireReader(message, at, message.Length);
        if (!reader.TryReadName(name, out var length))
        {
            Assert.Equal(at, reader.Position);
            return null;
        }

        Assert.True(DomainName.TryRead(name[..length], out var read));
        return read.ToString();
    }

    [Fact]
    public void RFC1035_4_1_4_A_pointer_leads_to_an_earlier_name() =>
        Assert.Equal("a.b.", Read([1, (byte)'b', 0, 1, (byte)'a', 0xC0, 0], 3));

    [Fact]
    public void RFC1035_4_1_4_Reading_goes_on_behind_the_first_pointer()
    {
        var reader = new WireReader([0, 0xC0, 0, 0x12, 0x34], 1, 5);
        Assert.True(reader.TryReadName(new byte[255], out _));
        Assert.True(reader.TryReadUInt16(out var value));
        Assert.Equal(0x1234, value);
    }

    [Theory]
    [InlineData(new byte[] { 0xC0, 0x00 }, 0)]
    [InlineData(new byte[] { 0xC0, 0x02, 0xC0, 0x00 }, 2)]
    [InlineData(new byte[] { 0xC0, 0x03, 0, 0 }, 0)]
    [InlineData(new byte[] { 1, 97, 0xC0, 0x00 }, 0)]
    [InlineData(new byte[] { 1, 97, 0xC0, 0x00, 0xC0, 0x00 }, 4)]
    public void A_pointer_that_does_not_go_back_is_refused(byte[] message, int at) => Assert.Null(Read(message, at));

    [Theory]
    [InlineData(new byte[] { })]
    [InlineData(new byte[] { 5, 97 })]
    [InlineData(new byte[] { 1, 97 })]
    [InlineData(new byte[] { 0xC0 })]
    [InlineData(new byte[] { 0x40, 0 })]
    [InlineData(new byte[] { 0x80, 0 })]
    public void A_name_that_is_cut_or_has_a_reserved_label_type_is_refused(byte[] message)
    {
        Assert.Null(Read(message, 0));
        var reader = new WireReader(message);
        Assert.False(reader.TrySkipName());
        Assert.False(reader.TryReadPlainName(out _));
        Assert.Equal(0, reader.Position);
    }

    [Fact]
    public void A_name_that_pointers_make_longer_than_255_octets_is_refused()
    {
        var label = new byte[64];
        label[0] = 63;
        byte[] longest = [.. label, .. label, .. label, 61, .. new byte[61], 0];
        Assert.NotNull(Read(longest, 0));
        Assert.Null(Read([.. longest, 1, 97, 0xC0, 0], longest.Length));
    }

    [Fact]
    public void Numbers_beyond_the_end_are_refused_and_the_position_stays()
    {
        var reader = new WireReader([1, 2, 3], 0, 1);
        Assert.False(reader.TryReadUInt16(out _));
        Assert.False(reader.TryReadUInt32(out _));
        Assert.False(reader.TryRead(2, out _));
        Assert.False(reader.TryRead(-1, out _));
        Assert.True(reader.TryReadByte(out var value));
        Assert.Equal(1, value);
        Assert.False(reader.TryReadByte(out _));
    }

    [Fact]
    public void The_rest_ends_where_the_part_ends()
    {
        var reader = new WireReader([1, 2, 3, 4], 1, 3);
        Assert.Equal([2, 3], reader.ReadRest().ToArray());
        Assert.Equal(0, reader.Remaining);
        Assert.True(reader.ReadRest().IsEmpty);
    }
}
