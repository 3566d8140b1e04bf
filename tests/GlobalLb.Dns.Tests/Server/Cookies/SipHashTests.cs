using GlobalLb.Dns.Server.Cookies;

namespace GlobalLb.Dns.Tests.Server.Cookies;

public sealed class SipHashTests
{
    /// <summary>The key and the octets of the paper's vectors count up from 0.</summary>
    [Theory]
    [InlineData(0, "310E0EDD47DB6F72")]
    [InlineData(1, "FD67DC93C539F874")]
    [InlineData(7, "37D1018BF50002AB")]
    [InlineData(8, "6224939A79F5F593")]
    [InlineData(15, "E545BE4961CA29A1")]
    [InlineData(20, "98EEA21AF25CD6BE")]
    [InlineData(32, "CE7CF2722F512771")]
    [InlineData(63, "724506EB4C328A95")]
    public void The_published_vectors_come_out(int length, string octets)
    {
        var key = new UInt128(0x0F0E0D0C0B0A0908, 0x0706050403020100);
        var hash = SipHash.Hash(key, [.. Enumerable.Range(0, length).Select(value => (byte)value)]);
        Assert.Equal(octets, Convert.ToHexString(BitConverter.GetBytes(hash)));
    }
}
