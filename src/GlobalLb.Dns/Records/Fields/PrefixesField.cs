using System.Globalization;
using System.Net.Sockets;
using System.Text;
using GlobalLb.Dns.Names;
using GlobalLb.Dns.Wire;

namespace GlobalLb.Dns.Records.Fields;

/// <summary>Any number of address prefixes (RFC 3123 §4, §5), each perhaps negated; trailing zeros of addresses are left out.</summary>
internal sealed class PrefixesField() : RecordField("prefix")
{
    private const byte Negation = 0x80;

    /// <inheritdoc/>
    public override bool Parse(FieldReader text, WireWriter data)
    {
        while (!text.IsAtEnd && text.TryTake(Word, out var field))
        {
            if (!TryParse(field, data))
                return text.Fail($"'{field}' is not a prefix: the family (1 for IPv4, 2 for IPv6), a colon, the address, a slash and the length, all perhaps behind a !");
        }

        return true;
    }

    /// <inheritdoc/>
    public override bool Read(ref WireReader message, WireWriter data)
    {
        while (message.Remaining > 0)
        {
            if (!message.TryReadUInt16(out var family) || !message.TryReadByte(out var length) || !message.TryReadByte(out var octets)) return false;
            if (!message.TryRead(octets & ~Negation, out var address)) return false;
            data.Write(family);
            data.Write(length);
            data.Write(octets);
            data.Write(address);
        }

        return true;
    }

    /// <inheritdoc/>
    public override bool Format(ref WireReader data, DomainName origin, StringBuilder text)
    {
        Span<byte> address = stackalloc byte[16];
        for (var isFirst = true; data.Remaining > 0; isFirst = false)
        {
            if (!data.TryReadUInt16(out var family) || !data.TryReadByte(out var length) || !data.TryReadByte(out var octets)) return false;
            if (!data.TryRead(octets & ~Negation, out var written) || family is not (1 or 2)) return false;
            var whole = address[..Octets(family)];
            if (written.Length > whole.Length || length > whole.Length * 8 || written is [.., 0]) return false;
            whole.Clear();
            written.CopyTo(whole);
            if (!isFirst) text.Append(' ');
            if ((octets & Negation) != 0) text.Append('!');
            text.Append(family).Append(':');
            AddressField.Format(whole, text);
            text.Append('/').Append(length);
        }

        return true;
    }

    private static int Octets(ushort family) => family == 1 ? 4 : 16;

    private static bool TryParse(ReadOnlySpan<char> field, WireWriter data)
    {
        var isNegated = field is ['!', ..];
        if (isNegated) field = field[1..];
        int colon = field.IndexOf(':'), slash = field.LastIndexOf('/');
        if (colon < 0 || slash < colon) return false;
        if (!ushort.TryParse(field[..colon], NumberStyles.None, CultureInfo.InvariantCulture, out var family) || family is not (1 or 2)) return false;
        Span<byte> address = stackalloc byte[16];
        address = address[..Octets(family)];
        if (!AddressField.TryParse(field[(colon + 1)..slash], family == 1 ? AddressFamily.InterNetwork : AddressFamily.InterNetworkV6, address)) return false;
        if (!byte.TryParse(field[(slash + 1)..], NumberStyles.None, CultureInfo.InvariantCulture, out var length) || length > address.Length * 8) return false;
        address = address.TrimEnd((byte)0);
        data.Write(family);
        data.Write(length);
        data.Write((byte)(address.Length | (isNegated ? Negation : 0)));
        data.Write(address);
        return true;
    }
}
