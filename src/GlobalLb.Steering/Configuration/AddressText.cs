using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Net;
using System.Net.Sockets;

namespace GlobalLb.Steering.Configuration;

/// <summary>Addresses as people write them.</summary>
public static class AddressText
{
    private static readonly SearchValues<char> Plain = SearchValues.Create("0123456789abcdefABCDEF.:");

    /// <summary>
    /// Parses <c>192.0.2.1</c> or <c>2001:db8::1</c>, and nothing else that a framework takes for an address: <c>10.1</c> and
    /// <c>010.0.0.1</c> are other addresses than they look like, and a zone index or a port is no part of an address.
    /// </summary>
    public static bool TryParse(string text, [NotNullWhen(true)] out IPAddress? address, [NotNullWhen(false)] out string? problem)
    {
        problem = null;
        if (!text.AsSpan().ContainsAnyExcept(Plain) && IPAddress.TryParse(text, out address)
            && (address.AddressFamily == AddressFamily.InterNetworkV6 || address.ToString() == text)) return true;
        address = null;
        problem = $"'{text}' is no IP address; write one such as 192.0.2.1 or 2001:db8::1";
        return false;
    }
}
