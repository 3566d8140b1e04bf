using System.Buffers.Binary;
using System.Numerics;

namespace GlobalLb.Dns.Server.Cookies;

/// <summary>SipHash-2-4 (Aumasson and Bernstein, 2012): a short keyed hash that cannot be guessed without its key.</summary>
internal static class SipHash
{
    /// <summary>Hashes octets.</summary>
    /// <param name="key">The key: 16 octets read least significant first.</param>
    /// <param name="octets">What is hashed, of any length.</param>
    /// <returns>The hash; its octets are to be written least significant first.</returns>
    public static ulong Hash(UInt128 key, ReadOnlySpan<byte> octets)
    {
        ulong k0 = (ulong)key, k1 = (ulong)(key >> 64);
        ulong v0 = k0 ^ 0x736F6D6570736575, v1 = k1 ^ 0x646F72616E646F6D, v2 = k0 ^ 0x6C7967656E657261, v3 = k1 ^ 0x7465646279746573;
        var last = (ulong)octets.Length << 56;
        for (; octets.Length >= 8; octets = octets[8..])
        {
            var word = BinaryPrimitives.ReadUInt64LittleEndian(octets);
            v3 ^= word;
            Round(ref v0, ref v1, ref v2, ref v3);
            Round(ref v0, ref v1, ref v2, ref v3);
            v0 ^= word;
        }

        for (var i = 0; i < octets.Length; i++) last |= (ulong)octets[i] << (8 * i);
        v3 ^= last;
        Round(ref v0, ref v1, ref v2, ref v3);
        Round(ref v0, ref v1, ref v2, ref v3);
        v0 ^= last;
        v2 ^= 0xFF;
        for (var i = 0; i < 4; i++) Round(ref v0, ref v1, ref v2, ref v3);
        return v0 ^ v1 ^ v2 ^ v3;
    }

    private static void Round(ref ulong v0, ref ulong v1, ref ulong v2, ref ulong v3)
    {
        v0 += v1;
        v1 = BitOperations.RotateLeft(v1, 13) ^ v0;
        v0 = BitOperations.RotateLeft(v0, 32);
        v2 += v3;
        v3 = BitOperations.RotateLeft(v3, 16) ^ v2;
        v0 += v3;
        v3 = BitOperations.RotateLeft(v3, 21) ^ v0;
        v2 += v1;
        v1 = BitOperations.RotateLeft(v1, 17) ^ v2;
        v2 = BitOperations.RotateLeft(v2, 32);
    }
}
