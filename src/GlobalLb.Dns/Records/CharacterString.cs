using System.Diagnostics.CodeAnalysis;
using System.Text;

namespace GlobalLb.Dns.Records;

/// <summary>Strings of octets in text form (RFC 1035 §5.1): <c>\DDD</c> and <c>\X</c> escapes; other characters as UTF-8.</summary>
internal static class CharacterString
{
    /// <summary>Parses the text between blanks or quotes into octets.</summary>
    public static bool TryParse(string text, [NotNullWhen(true)] out byte[]? octets, [NotNullWhen(false)] out string? problem)
    {
        octets = null;
        problem = null;
        if (Ascii.IsValid(text) && !text.Contains('\\', StringComparison.Ordinal))
        {
            octets = Encoding.ASCII.GetBytes(text);
            return true;
        }

        var written = new List<byte>(text.Length);
        Span<byte> utf8 = stackalloc byte[4];
        for (var at = 0; at < text.Length; at++)
        {
            if (text[at] != '\\')
            {
                if (Rune.DecodeFromUtf16(text.AsSpan(at), out var rune, out var used) != System.Buffers.OperationStatus.Done)
                {
                    problem = $"the text has half a character at position {at + 1}; write octets as \\DDD";
                    return false;
                }

                written.AddRange(utf8[..rune.EncodeToUtf8(utf8)]);
                at += used - 1;
            }
            else if (at + 1 < text.Length && text[at + 1] is > '\x1F' and < '\x7F' && !char.IsAsciiDigit(text[at + 1]))
            {
                written.Add((byte)text[++at]);
            }
            else if (at + 3 < text.Length && byte.TryParse(text.AsSpan(at + 1, 3), System.Globalization.NumberStyles.None, null, out var octet))
            {
                written.Add(octet);
                at += 3;
            }
            else
            {
                problem = $"'{text}' has an escape that is neither \\X nor \\DDD (000 to 255)";
                return false;
            }
        }

        octets = [.. written];
        return true;
    }

    /// <summary>Formats octets between double quotes.</summary>
    public static void Format(ReadOnlySpan<byte> octets, StringBuilder text)
    {
        text.Append('"');
        foreach (var octet in octets)
        {
            if (octet is < 0x20 or >= 0x7F) text.Append('\\').Append(octet.ToString("D3"));
            else if (octet is (byte)'"' or (byte)'\\') text.Append('\\').Append((char)octet);
            else text.Append((char)octet);
        }

        text.Append('"');
    }
}
