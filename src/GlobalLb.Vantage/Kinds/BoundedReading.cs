namespace GlobalLb.Vantage.Kinds;

/// <summary>Reads what a stranger sends, and no more of it than was agreed on.</summary>
internal static class BoundedReading
{
    /// <summary>The most that is read of anything.</summary>
    public const int Most = 65_536;

    /// <summary>Decides whether what was read is enough.</summary>
    public delegate bool Enough(ReadOnlySpan<byte> octets);

    /// <summary>Reads until it is enough, the other side ends, or <see cref="Most"/> is there.</summary>
    public static async Task<byte[]> ReadAsync(Stream stream, Enough isEnough, CancellationToken deadline)
    {
        var octets = new byte[512];
        var count = 0;
        while (count < Most)
        {
            if (count == octets.Length) Array.Resize(ref octets, Math.Min(Most, octets.Length * 4));
            var read = await stream.ReadAsync(octets.AsMemory(count), deadline);
            count += read;
            if (read == 0 || isEnough(octets.AsSpan(0, count))) break;
        }

        return octets[..count];
    }

    /// <summary>Enough once a line is there.</summary>
    public static bool HasLine(ReadOnlySpan<byte> octets) => octets.Contains((byte)'\n');
}
