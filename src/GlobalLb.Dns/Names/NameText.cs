using System.Diagnostics.CodeAnalysis;
using System.Text;

namespace GlobalLb.Dns.Names;

/// <summary>Labels in text form (RFC 1035 §5.1), to and from wire form.</summary>
internal static class NameText
{
    /// <summary>Parses a name that is neither <c>@</c> nor the root.</summary>
    /// <param name="text">The text: <c>\DDD</c> and <c>\X</c> escapes; without a final dot it is relative.</param>
    /// <param name="origin">What relative names are completed with.</param>
    /// <param name="wire">The absolute name in wire form, when the text is valid.</param>
    /// <param name="problem">One sentence saying what is wrong, when it is not.</param>
    public static bool TryParse(
        string text, DomainName origin, [NotNullWhen(true)] out byte[]? wire, [NotNullWhen(false)] out string? problem)
    {
        wire = null;
        problem = null;
        if (text.Length == 0) return Fail("a name must not be empty", out problem);

        // The octet at 'label' is the length of the label being read; it is known at its end.
        Span<byte> name = stackalloc byte[DomainName.MaxWireLength + 1];
        int length = 0, label = 0;
        var isAbsolute = false;
        for (var at = 0; at < text.Length; at++)
        {
            int octet = text[at];
            if (octet == '.')
            {
                if (length == label) return Fail($"'{text}' has an empty label", out problem);
                isAbsolute = at == text.Length - 1;
                name[label] = (byte)(length - label);
                label = ++length;
                if (length >= DomainName.MaxWireLength) return Fail($"'{text}' is longer than {DomainName.MaxWireLength} octets", out problem);
                continue;
            }

            if (octet == '\\')
            {
                if (!TryUnescape(text, ref at, out octet)) return Fail($"'{text}' has an escape that is neither \\X nor \\DDD (000 to 255)", out problem);
            }
            else if (octet > 0x7F)
            {
                return Fail($"'{text}' has a character outside ASCII; write internationalised names in their xn-- form", out problem);
            }
            else if (octet <= ' ')
            {
                return Fail($"'{text}' has a blank or control character; write it as \\DDD", out problem);
            }

            if (length - label == DomainName.MaxLabelLength) return Fail($"'{text}' has a label longer than {DomainName.MaxLabelLength} octets", out problem);
            if (length + 2 > DomainName.MaxWireLength) return Fail($"'{text}' is longer than {DomainName.MaxWireLength} octets", out problem);
            name[++length] = (byte)octet;
        }

        if (isAbsolute)
        {
            name[length++] = 0;
            wire = name[..length].ToArray();
            return true;
        }

        name[label] = (byte)(length - label);
        length++;
        if (length + origin.Wire.Length > DomainName.MaxWireLength)
            return Fail($"'{text}' below '{origin}' is longer than {DomainName.MaxWireLength} octets", out problem);
        wire = [.. name[..length], .. origin.Wire];
        return true;
    }

    /// <summary>Formats labels in wire form, each with its dot, escaped where a master file needs it.</summary>
    public static void Format(ReadOnlySpan<byte> labels, StringBuilder text)
    {
        for (var at = 0; at < labels.Length; at += labels[at] + 1)
        {
            foreach (var octet in labels.Slice(at + 1, labels[at]))
            {
                if (octet is <= 0x20 or >= 0x7F) text.Append('\\').Append(octet.ToString("D3"));
                else if (octet is (byte)'.' or (byte)'\\' or (byte)'"' or (byte)';' or (byte)'(' or (byte)')' or (byte)'@' or (byte)'$')
                    text.Append('\\').Append((char)octet);
                else text.Append((char)octet);
            }

            text.Append('.');
        }
    }

    private static bool TryUnescape(string text, ref int at, out int octet)
    {
        octet = 0;
        if (++at >= text.Length) return false;
        if (!char.IsAsciiDigit(text[at]))
        {
            octet = text[at];
            return octet is >= 0x20 and < 0x7F;
        }

        if (at + 2 >= text.Length || !char.IsAsciiDigit(text[at + 1]) || !char.IsAsciiDigit(text[at + 2])) return false;
        octet = ((text[at] - '0') * 100) + ((text[at + 1] - '0') * 10) + (text[at + 2] - '0');
        at += 2;
        return octet <= 255;
    }

    private static bool Fail(string sentence, out string problem)
    {
        problem = sentence;
        return false;
    }
}
