using System.Globalization;
using System.Text;
using GlobalLb.Dns.Names;
using GlobalLb.Dns.Wire;

namespace GlobalLb.Dns.Records.Fields;

/// <summary>A hardware address (RFC 7043 §3.2, §4.2): octets of two hexadecimal digits, with hyphens between them.</summary>
/// <param name="octets">How many: 6 or 8.</param>
internal sealed class HardwareAddressField(int octets) : RecordField("address")
{
    /// <summary>How many octets it has in wire form.</summary>
    public int Octets => octets;

    /// <inheritdoc/>
    public override bool Parse(FieldReader text, WireWriter data)
    {
        if (!text.TryTake(Word, out var field)) return false;
        Span<byte> address = stackalloc byte[octets];
        if (!TryParse(field, address)) return text.Fail($"'{field}' is not {octets} octets of two hexadecimal digits with hyphens between them");
        data.Write(address);
        return true;
    }

    /// <inheritdoc/>
    public override bool Read(ref WireReader message, WireWriter data)
    {
        if (!message.TryRead(octets, out var address)) return false;
        data.Write(address);
        return true;
    }

    /// <inheritdoc/>
    public override bool Format(ref WireReader data, DomainName origin, StringBuilder text)
    {
        if (!data.TryRead(octets, out var address)) return false;
        for (var i = 0; i < address.Length; i++)
        {
            if (i > 0) text.Append('-');
            text.Append(address[i].ToString("x2", CultureInfo.InvariantCulture));
        }

        return true;
    }

    private static bool TryParse(string field, Span<byte> address)
    {
        if (field.Length != (address.Length * 3) - 1) return false;
        for (var i = 0; i < address.Length; i++)
        {
            if (i > 0 && field[(i * 3) - 1] != '-') return false;
            if (!byte.TryParse(field.AsSpan(i * 3, 2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out address[i])) return false;
        }

        return true;
    }
}
