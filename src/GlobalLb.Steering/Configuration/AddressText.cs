using System.Diagnostics.CodeAnalysis;
using System.Net;
using System.Net.Sockets;

namespace GlobalLb.Steering.Configuration;

/// <summary>Addresses as people write them.</summary>
public static class AddressText
{
    /// <summary>
    /// Parses <c>192.0.2.1</c> or <c>2001:db8::1</c>, and nothing else that a framework takes for an address: <c>10.1</c> and
    /// <c>010.0.0.1</c> are other addresses than they look like, and a zone index or a port is no part of an address.
    /// </summary>
    public static bool TryParse(string text, [NotNullWhen(true)] out IPAddress? address, [NotNullWhen(false)] out string? problem)
    {
        problem = null;
        var isPlain = text.All(c => char.IsAsciiHexDigit(c) || c is '.' or ':');
        if (isPlain && IPAddress.TryParse(text, out address)
            && (address.AddressFamily == AddressFamily.InterNetworkV6 || address.ToString() == text)) return true;
        address = null;
        problem = $"'{text}' is no IP address; write one such as 192.0.2.1 or 2001:db8::1";
        return false;
    }
}
