namespace GlobalLb.Steering.Snapshots;

/// <summary>Names without ASCII case (RFC 4343); length octets are below 'A' and pass unchanged.</summary>
internal static class LowerCase
{
    private const byte Difference = 'a' - 'A';

    /// <summary>
    /// Eight octets of a name in lower case. An octet from 'A' to 'Z' carries into its high bit when 0x80 − 'A' is added and does
    /// not when 0x7F − 'Z' is; the high bit moved down by two is the bit that makes it lower case.
    /// </summary>
    public static ulong Of(ulong octets)
    {
        const ulong Each = 0x0101_0101_0101_0101, High = 0x80 * Each;
        var low = octets & ~High;
        var isUpper = ((low + ((0x80 - 'A') * Each)) ^ (low + ((0x7F - 'Z') * Each))) & ~octets & High;
        return octets | (isUpper >> 2);
    }

    /// <summary>Whether a name in any case is the same as one in lower case.</summary>
    public static bool IsSame(ReadOnlySpan<byte> name, ReadOnlySpan<byte> lower)
    {
        if (name.Length != lower.Length) return false;
        for (var i = 0; i < name.Length; i++)
            if ((name[i] is >= (byte)'A' and <= (byte)'Z' ? name[i] | Difference : name[i]) != lower[i]) return false;
        return true;
    }
}
