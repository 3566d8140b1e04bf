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
    private readonly int _octets = family == AddressFamily.InterNetwork ? 4 : 16;

    /// <inheritdoc/>
    public override bool Parse(FieldReader text, WireWriter data)
    {
        if (!text.TryTake(Word, out var field)) return false;
        if (!IsPlain(field) || !IPAddress.TryParse(field, out var address) || address.AddressFamily != family)
            return text.Fail($"'{field}' is not an {Word}");
        data.Write(address.GetAddressBytes());
        return true;
    }

    /// <inheritdoc/>
    public override bool Read(ref WireReader message, WireWriter data)
    {
        if (!message.TryRead(_octets, out var address)) return false;
        data.Write(address);
        return true;
    }

    /// <inheritdoc/>
    public override bool Format(ref WireReader data, DomainName origin, StringBuilder text)
    {
        if (!data.TryRead(_octets, out var address)) return false;
        text.Append(new IPAddress(address));
        return true;
    }

    // The framework also takes "10.1", "0x7f000001", "010.0.0.1", "[::1]" and "fe80::1%eth0"; none of them is an address in a zone.
    private bool IsPlain(string field)
    {
        if (family == AddressFamily.InterNetworkV6) return field.AsSpan().IndexOfAny('[', '%', '/') < 0;
        var parts = field.Split('.');
        return parts.Length == 4 && parts.All(part => part is "0" || (part.Length is >= 1 and <= 3 && part[0] != '0' && part.All(char.IsAsciiDigit)));
    }
}
