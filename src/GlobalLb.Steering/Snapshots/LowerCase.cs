using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace GlobalLb.Steering.Snapshots;

/// <summary>Names without ASCII case (RFC 4343); length octets are below 'A' and pass unchanged.</summary>
internal static class LowerCase
{
    private const byte Difference = 'a' - 'A';

    /// <summary>Copies a name in lower case.</summary>
    /// <param name="name">The name in wire form.</param>
    /// <param name="lower">At least as long.</param>
    public static void Copy(ReadOnlySpan<byte> name, Span<byte> lower)
    {
        lower = lower[..name.Length];
        if (name.Length < sizeof(ulong))
        {
            for (var i = 0; i < name.Length; i++) lower[i] = name[i] is >= (byte)'A' and <= (byte)'Z' ? (byte)(name[i] | Difference) : name[i];
            return;
        }

        // The last step overlaps the one before it, so that none is left over.
        if (name.Length < Vector128<byte>.Count)
        {
            Write(name, lower, 0);
            Write(name, lower, name.Length - sizeof(ulong));
            return;
        }

        for (var at = 0; at < name.Length - Vector128<byte>.Count; at += Vector128<byte>.Count) Of(Vector128.Create(name[at..])).CopyTo(lower[at..]);
        var last = name.Length - Vector128<byte>.Count;
        Of(Vector128.Create(name[last..])).CopyTo(lower[last..]);
    }

    /// <summary>Whether a name in any case is the same as one in lower case.</summary>
    public static bool IsSame(ReadOnlySpan<byte> name, ReadOnlySpan<byte> lower)
    {
        if (name.Length != lower.Length) return false;
        for (var i = 0; i < name.Length; i++)
            if ((name[i] is >= (byte)'A' and <= (byte)'Z' ? name[i] | Difference : name[i]) != lower[i]) return false;
        return true;
    }

    private static Vector128<byte> Of(Vector128<byte> octets)
    {
        var isUpper = Vector128.LessThan(octets - Vector128.Create((byte)'A'), Vector128.Create((byte)26));
        return octets | (isUpper & Vector128.Create(Difference));
    }

    // Eight octets at once. An octet from 'A' to 'Z' carries into its high bit when 0x80 − 'A' is added and does not when
    // 0x7F − 'Z' is; the high bit moved down by two is the bit that makes it lower case.
    private static void Write(ReadOnlySpan<byte> name, Span<byte> lower, int at)
    {
        const ulong Each = 0x0101_0101_0101_0101, High = 0x80 * Each;
        var octets = MemoryMarshal.Read<ulong>(name[at..]);
        var low = octets & ~High;
        var isUpper = ((low + ((0x80 - 'A') * Each)) ^ (low + ((0x7F - 'Z') * Each))) & ~octets & High;
        MemoryMarshal.Write(lower[at..], octets | (isUpper >> 2));
    }
}
