using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace GlobalLb.Dns.Server.RateLimiting;

/// <summary>
/// A fast hash with a key of this process, so that nobody can choose names or addresses that share an allowance with
/// somebody else's. Folded products of 64 bits; not for secrets.
/// </summary>
internal readonly struct KeyedHash
{
    // Makes letters small, eight at a time. What else it makes equal only shares an allowance.
    private const ulong Small = 0x2020202020202020;

    private readonly ulong _first;
    private readonly ulong _second;

    private KeyedHash(ulong first, ulong second) => (_first, _second) = (first, second);

    /// <summary>A hash with a key nobody knows.</summary>
    public static KeyedHash Random()
    {
        Span<ulong> key = stackalloc ulong[2];
        RandomNumberGenerator.Fill(MemoryMarshal.AsBytes(key));
        return new KeyedHash(key[0], key[1] | 1);
    }

    /// <summary>The hash of two numbers; their order counts.</summary>
    public ulong Of(ulong left, ulong right) => Fold(left ^ _first, right ^ _second);

    /// <summary>The hash of a name in wire form, the same for all its ways of writing letters large and small.</summary>
    public ulong OfName(ReadOnlySpan<byte> name)
    {
        var hash = _first ^ (ulong)name.Length;
        for (; name.Length >= sizeof(ulong); name = name[sizeof(ulong)..])
            hash = Fold(hash ^ (MemoryMarshal.Read<ulong>(name) | Small), _second);

        var rest = 0UL;
        foreach (var octet in name) rest = (rest << 8) | octet;
        return Fold(hash ^ (rest | Small), _second);
    }

    private static ulong Fold(ulong left, ulong right)
    {
        var high = Math.BigMul(left, right, out ulong low);
        return high ^ low;
    }
}
