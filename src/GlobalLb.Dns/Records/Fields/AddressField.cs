using System.Net;
using System.Net.Sockets;
using System.Text;
using GlobalLb.Dns.Names;
using GlobalLb.Dns.Wire;

namespace GlobalLb.Dns.Records.Fields;

/// <summary>An IPv4 address of 4 octets or an IPv6 address of 16.</summary>
/// <param name="family">Which of the two.</param>
internal sealed class AddressField(AddressFamily family) : RecordField(family == AddressFamily.InterNetwork ? "IPv4 address" : "IPv6 address")
{
    private const int LongestText = 65;

    /// <summary>How many octets it has in wire form.</summary>
    public int Octets { get; } = family == AddressFamily.InterNetwork ? 4 : 16;

    /// <inheritdoc/>
    public override bool Parse(FieldReader text, WireWriter data)
    {
        if (!text.TryTake(Word, out var field)) return false;
        Span<byte> address = stackalloc byte[Octets];
        if (!TryParse(field, family, address)) return text.Fail($"'{field}' is not an {Word}");
        data.Write(address);
        return true;
    }

    /// <inheritdoc/>
    public override byte[]? ParseWord(string text, DomainName origin)
    {
        Span<byte> address = stackalloc byte[Octets];
        return TryParse(text, family, address) ? address.ToArray() : null;
    }

    /// <inheritdoc/>
    public override bool Read(ref WireReader message, WireWriter data)
    {
        if (!message.TryRead(Octets, out var address)) return false;
        data.Write(address);
        return true;
    }

    /// <inheritdoc/>
    public override bool Format(ref WireReader data, DomainName origin, StringBuilder text)
    {
        if (!data.TryRead(Octets, out var address)) return false;
        Format(address, text);
        return true;
    }

    /// <summary>Parses an address as zones write it.</summary>
    /// <param name="text">The text.</param>
    /// <param name="family">IPv4 or IPv6.</param>
    /// <param name="address">As long as addresses of the family are.</param>
    public static bool TryParse(ReadOnlySpan<char> text, AddressFamily family, Span<byte> address)
    {
        if (family == AddressFamily.InterNetwork) return TryParseIPv4(text, address);

        // The framework also takes "[::1]", "fe80::1%eth0" and "2001:db8::/32"; none of them is an address in a zone.
        return text.Length <= LongestText && text.IndexOfAny('[', '%', '/') < 0 && IPAddress.TryParse(text, out var parsed)
            && parsed.AddressFamily == AddressFamily.InterNetworkV6 && parsed.TryWriteBytes(address, out _);
    }

    /// <summary>Formats an address of 4 or 16 octets.</summary>
    public static void Format(ReadOnlySpan<byte> address, StringBuilder text)
    {
        if (address.Length == 4)
        {
            text.Append(address[0]).Append('.').Append(address[1]).Append('.').Append(address[2]).Append('.').Append(address[3]);
            return;
        }

        Span<char> formatted = stackalloc char[LongestText];
        new IPAddress(address).TryFormat(formatted, out var length);
        text.Append(formatted[..length]);
    }

    // The framework also takes "10.1", "0x7f000001" and "010.0.0.1": four decimal numbers without leading zeros are an address here.
    private static bool TryParseIPv4(ReadOnlySpan<char> text, Span<byte> address)
    {
        var at = 0;
        for (var part = 0; part < 4; part++)
        {
            if (part > 0 && (at >= text.Length || text[at++] != '.')) return false;
            int start = at, value = 0;
            for (; at < text.Length && at - start < 3 && char.IsAsciiDigit(text[at]); at++) value = (value * 10) + (text[at] - '0');
            if (at == start || value > byte.MaxValue || (text[start] == '0' && at - start > 1)) return false;
            address[part] = (byte)value;
        }

        return at == text.Length;
    }
}
