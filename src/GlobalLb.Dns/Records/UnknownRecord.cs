using System.Diagnostics.CodeAnalysis;
using System.Text;

namespace GlobalLb.Dns.Records;

/// <summary>The text form that fits any type (RFC 3597 §5): <c>\# length hexadecimal</c>.</summary>
internal static class UnknownRecord
{
    /// <summary>The word that begins the form.</summary>
    public const string Mark = "\\#";

    private const string Example = "the general form is written like: \\# 4 C0000201";

    /// <summary>Parses what follows the mark.</summary>
    public static bool TryParse(FieldReader text, [NotNullWhen(true)] out byte[]? data, [NotNullWhen(false)] out string? problem)
    {
        data = null;
        if (!text.TryTake("length", out var length))
        {
            problem = $"{text.Problem}; {Example}";
            return false;
        }

        var digits = new StringBuilder();
        while (!text.IsAtEnd && text.TryTake("octets", out var part)) digits.Append(part);
        if (!ushort.TryParse(length, System.Globalization.NumberStyles.None, null, out var expected))
        {
            problem = $"the length '{length}' is not a whole number from 0 to {ushort.MaxValue}; {Example}";
            return false;
        }

        var octets = digits.ToString();
        if (octets.Length % 2 != 0 || !octets.All(char.IsAsciiHexDigit))
        {
            problem = $"'{octets}' is not a whole number of octets in hexadecimal; {Example}";
            return false;
        }

        if (octets.Length / 2 != expected)
        {
            problem = $"the length says {expected} octets but {octets.Length / 2} follow; {Example}";
            return false;
        }

        data = Convert.FromHexString(octets);
        problem = null;
        return true;
    }

    /// <summary>Formats data of any type.</summary>
    public static void Format(ReadOnlySpan<byte> data, StringBuilder text)
    {
        text.Append(Mark).Append(' ').Append(data.Length);
        if (!data.IsEmpty) text.Append(' ').Append(Convert.ToHexString(data));
    }
}
