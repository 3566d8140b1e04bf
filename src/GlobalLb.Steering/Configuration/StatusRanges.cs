using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace GlobalLb.Steering.Configuration;

/// <summary>HTTP statuses as they are written for a probe: <c>200-399,404</c>.</summary>
public static class StatusRanges
{
    /// <summary>Parses the ranges.</summary>
    /// <param name="text">Statuses and ranges of them, with commas between.</param>
    /// <param name="ranges">Each range, both ends included.</param>
    /// <param name="problem">A sentence saying what is wrong and what would be right.</param>
    public static bool TryParse(string text, out ImmutableArray<(int Lowest, int Highest)> ranges, [NotNullWhen(false)] out string? problem)
    {
        var found = ImmutableArray.CreateBuilder<(int, int)>();
        foreach (var part in text.Split(',', StringSplitOptions.TrimEntries))
        {
            var ends = part.Split('-', 2, StringSplitOptions.TrimEntries);
            if (TryParse(ends[0], out var lowest) && TryParse(ends[^1], out var highest) && lowest <= highest)
            {
                found.Add((lowest, highest));
                continue;
            }

            ranges = [];
            problem = $"'{part}' is no status and no range of them; write 100 to 599, such as 200-399,404";
            return false;
        }

        ranges = found.ToImmutable();
        problem = null;
        return true;
    }

    /// <summary>Whether a status is in one of the ranges; what cannot be parsed holds nothing.</summary>
    public static bool Hold(string text, int status)
    {
        if (!TryParse(text, out var ranges, out _)) return false;
        foreach (var (lowest, highest) in ranges)
            if (status >= lowest && status <= highest) return true;
        return false;
    }

    private static bool TryParse(string text, out int status) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out status) && status is >= 100 and <= 599;
}
