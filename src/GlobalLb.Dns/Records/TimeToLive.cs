namespace GlobalLb.Dns.Records;

/// <summary>Periods in seconds as master files write them: <c>300</c>, <c>5m</c>, <c>1h30m</c>; units s, m, h, d, w.</summary>
public static class TimeToLive
{
    /// <summary>The longest TTL in seconds (RFC 2181 §8).</summary>
    public const uint Longest = int.MaxValue;

    /// <summary>Parses seconds, or numbers with units which are added up.</summary>
    /// <returns>False when the text is no period or it is longer than <see cref="Longest"/>.</returns>
    public static bool TryParse(string text, out uint seconds)
    {
        seconds = 0;
        ulong total = 0, number = 0;
        bool hasNumber = false, hasUnit = false;
        foreach (var character in text)
        {
            var unit = Unit(character);
            if (char.IsAsciiDigit(character))
            {
                number = (number * 10) + (ulong)(character - '0');
                hasNumber = true;
            }
            else if (unit > 0 && hasNumber)
            {
                total += number * unit;
                number = 0;
                hasNumber = false;
                hasUnit = true;
            }
            else
            {
                return false;
            }

            if (number > Longest || total > Longest) return false;
        }

        // A number without a unit stands alone: "1h30" says nothing clear.
        if (hasNumber == hasUnit) return false;
        seconds = (uint)(total + number);
        return true;
    }

    private static ulong Unit(char character) => char.ToLowerInvariant(character) switch
    {
        's' => 1,
        'm' => 60,
        'h' => 3_600,
        'd' => 86_400,
        'w' => 604_800,
        _ => 0,
    };
}
