using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace GlobalLb.Dns.Zones;

/// <summary>The numbers a <c>$GENERATE</c> goes through: <c>start-stop</c> or <c>start-stop/step</c>.</summary>
/// <param name="Start">The first, at least 0.</param>
/// <param name="Stop">The last is at most this.</param>
/// <param name="Step">From one to the next, at least 1.</param>
internal readonly record struct GenerateRange(int Start, int Stop, int Step)
{
    /// <summary>How many numbers there are.</summary>
    public long Count => (((long)Stop - Start) / Step) + 1;

    /// <summary>Parses the text form.</summary>
    public static bool TryParse(string text, out GenerateRange range, [NotNullWhen(false)] out string? problem)
    {
        range = default;
        problem = null;
        var slash = text.IndexOf('/', StringComparison.Ordinal);
        var step = 1;
        var ends = (slash < 0 ? text : text[..slash]).Split('-');
        if (ends.Length == 2 && TryRead(ends[0], out var start) && TryRead(ends[1], out var stop) && (slash < 0 || TryRead(text[(slash + 1)..], out step)))
        {
            if (start > stop) problem = $"the range '{text}' begins after its end; write the lesser number first";
            else if (step == 0) problem = $"the range '{text}' has a step of 0 and would never end; write a step of at least 1";
            else range = new GenerateRange(start, stop, step);
        }
        else
        {
            problem = $"'{text}' is no range; write one such as 1-254 or 0-100/10, numbers up to {int.MaxValue}";
        }

        return problem is null;
    }

    private static bool TryRead(string text, out int number) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number);
}
