using System.Globalization;
using System.Net;

namespace GlobalLb.Dns.Messages;

/// <summary>The EDNS client-subnet option of a query (RFC 7871 §6), already checked: no bit is set beyond the prefix.</summary>
/// <param name="Address">The network address of the client's prefix.</param>
/// <param name="SourceLength">How many bits of it the resolver revealed: 0 to 32 or 0 to 128.</param>
public readonly record struct ClientSubnet(ClientAddress Address, byte SourceLength)
{
    /// <summary>Parses an address, a slash and a length, such as <c>192.0.2.0/24</c>; bits beyond the length are dropped.</summary>
    /// <returns>False when the address is none or the length is longer than it.</returns>
    public static bool TryParse(string text, out ClientSubnet subnet)
    {
        subnet = default;
        var slash = text.IndexOf('/', StringComparison.Ordinal);
        if (slash < 0 || !IPAddress.TryParse(text.AsSpan(0, slash), out var parsed)) return false;
        if (!byte.TryParse(text.AsSpan(slash + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var length)) return false;
        var address = ClientAddress.From(parsed);
        if (length > address.Length) return false;
        subnet = new ClientSubnet(address.Masked(length), length);
        return true;
    }

    /// <summary>The address, a slash and the length.</summary>
    public override string ToString() => $"{Address}/{SourceLength}";
}
