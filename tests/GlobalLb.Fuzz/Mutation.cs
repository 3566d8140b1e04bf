namespace GlobalLb.Fuzz;

/// <summary>Changes an input at random places; the same chance gives the same changes.</summary>
/// <param name="chance">The seeded chance.</param>
/// <param name="words">Words worth inserting.</param>
internal sealed class Mutation(Random chance, IReadOnlyList<byte[]> words)
{
    // Lengths and limits of DNS: labels, pointers, names, messages.
    private static readonly byte[] Interesting = [0, 1, 2, 4, 16, 41, 63, 64, 127, 128, 191, 192, 193, 254, 255];

    /// <summary>A changed copy.</summary>
    /// <param name="input">What to change.</param>
    /// <param name="other">Another input to take parts from.</param>
    /// <param name="longest">The most octets of the result.</param>
    public byte[] Change(byte[] input, byte[] other, int longest)
    {
        var changed = input;
        for (var times = chance.Next(1, 7); times > 0; times--) changed = Once(changed, other);
        return changed.Length <= longest ? changed : changed[..longest];
    }

    private byte[] Once(byte[] input, byte[] other)
    {
        if (input.Length == 0) return other;
        var at = chance.Next(input.Length);
        var end = Math.Min(input.Length, at + chance.Next(1, 24));
        switch (chance.Next(10))
        {
            case 0: return With(input, at, (byte)chance.Next(256));
            case 1: return With(input, at, (byte)(input[at] ^ (1 << chance.Next(8))));
            case 2: return With(input, at, Interesting[chance.Next(Interesting.Length)]);
            case 3: return With(input, at, (byte)(input[at] + chance.Next(-3, 4)));
            case 4: return [.. input[..at], .. input[end..]];
            case 5: return [.. input[..at], (byte)chance.Next(256), .. input[at..]];
            case 6: return [.. input[..end], .. input[at..]];
            case 7: return input[..at];
            case 8 when words.Count > 0: return [.. input[..at], .. words[chance.Next(words.Count)], .. input[at..]];
            default: return [.. input[..at], .. other[Math.Min(at, other.Length)..]];
        }
    }

    private static byte[] With(byte[] input, int at, byte octet)
    {
        var changed = (byte[])input.Clone();
        changed[at] = octet;
        return changed;
    }
}
