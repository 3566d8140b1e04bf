using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text;

namespace GlobalLb.Dns.Zones;

/// <summary>
/// A side of a <c>$GENERATE</c>: text in which <c>$</c> stands for the number, <c>${offset,width,base}</c> for the number shifted,
/// padded and in another base, and <c>$$</c> and <c>\$</c> for a dollar sign.
/// </summary>
internal static class GenerateTemplate
{
    /// <summary>The most characters a modifier can ask for.</summary>
    public const int MostWidth = 255;

    /// <summary>Puts the number in.</summary>
    public static bool TryFill(string template, int number, [NotNullWhen(true)] out string? text, [NotNullWhen(false)] out string? problem)
    {
        text = problem = null;
        var filled = new StringBuilder(template.Length + 8);
        for (var at = 0; at < template.Length; at++)
        {
            var next = at + 1 < template.Length ? template[at + 1] : '\0';
            if (template[at] == '\\' && next != '\0')
            {
                // Escapes are for who parses the record; also \$ stays one.
                filled.Append('\\').Append(next);
                at++;
            }
            else if (template[at] != '$')
            {
                filled.Append(template[at]);
            }
            else if (next == '$')
            {
                filled.Append("\\$");
                at++;
            }
            else if (next == '{')
            {
                var end = template.IndexOf('}', at);
                var modifier = end < 0 ? template[at..] : template[at..(end + 1)];
                problem = end < 0 ? Unreadable(modifier) : Append(modifier, number, filled);
                if (problem is not null) return false;
                at = end;
            }
            else
            {
                filled.Append(number);
            }
        }

        text = filled.ToString();
        return true;
    }

    private static string? Append(string modifier, int number, StringBuilder filled)
    {
        var parts = modifier[2..^1].Split(',');
        var width = 0;
        if (parts.Length > 3 || !int.TryParse(parts[0], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var offset)
            || (parts.Length > 1 && !int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out width)))
            return Unreadable(modifier);
        if (width > MostWidth) return $"the width of '{modifier}' is more than {MostWidth}; write a smaller one";
        var value = (long)number + offset;
        if (value is < 0 or > int.MaxValue) return $"'{modifier}' makes {value} of {number}; choose range and offset so that 0 to {int.MaxValue} come of it";
        switch (parts.Length == 3 ? parts[2] : "d")
        {
            case "d": filled.Append(value.ToString(CultureInfo.InvariantCulture).PadLeft(width, '0')); break;
            case "o": filled.Append(Convert.ToString(value, 8).PadLeft(width, '0')); break;
            case "x": filled.Append(value.ToString("x", CultureInfo.InvariantCulture).PadLeft(width, '0')); break;
            case "X": filled.Append(value.ToString("X", CultureInfo.InvariantCulture).PadLeft(width, '0')); break;
            case "n": AppendNibbles(value, width, "0123456789abcdef", filled); break;
            case "N": AppendNibbles(value, width, "0123456789ABCDEF", filled); break;
            default: return Unreadable(modifier);
        }

        return null;
    }

    // Reversed, as ip6.arpa wants them: 0x1a is a.1; the width counts digits and dots, so an even one ends with a dot.
    private static void AppendNibbles(long value, int width, string digits, StringBuilder filled)
    {
        do
        {
            filled.Append(digits[(int)(value & 15)]);
            value >>= 4;
            width--;
            if (value == 0 && width <= 0) return;
            filled.Append('.');
            width--;
        }
        while (value != 0 || width > 0);
    }

    private static string Unreadable(string modifier) => $"'{modifier}' is no modifier; write one such as ${{0,3,d}}: offset, width, and a base of d, o, x, X, n or N";
}
