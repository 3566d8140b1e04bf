using System.Runtime.CompilerServices;
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
        const int step = 2 * sizeof(ulong);
        if (name.Length < step)
        {
            Span<byte> whole = stackalloc byte[step];
            whole.Clear();
            name.CopyTo(whole);
            return Mix(_first, ref whole[0]);
        }

        ref var octets = ref MemoryMarshal.GetReference(name);
        var hash = _first ^ (ulong)name.Length;
        for (var at = 0; at < name.Length - step; at += step) hash = Mix(hash, ref Unsafe.Add(ref octets, at));

        // The last sixteen octets, some of them for the second time.
        return Mix(hash, ref Unsafe.Add(ref octets, name.Length - step));
    }

    private ulong Mix(ulong hash, ref byte octets)
    {
        var left = Unsafe.ReadUnaligned<ulong>(ref octets) | Small;
        var right = Unsafe.ReadUnaligned<ulong>(ref Unsafe.Add(ref octets, sizeof(ulong))) | Small;
        return Fold(hash ^ left, _second ^ right);
    }

    private static ulong Fold(ulong left, ulong right)
    {
        var high = Math.BigMul(left, right, out ulong low);
        return high ^ low;
    }
}
