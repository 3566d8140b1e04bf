using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace GlobalLb.Steering.Configuration;

/// <summary>Prefixes as people write them.</summary>
public static class PrefixText
{
    /// <summary>Parses <c>203.0.113.0/24</c> or <c>2001:db8::/32</c>; bits beyond the length must be zero.</summary>
    public static bool TryParse(string text, out IPNetwork prefix, [NotNullWhen(false)] out string? problem)
    {
        prefix = default;
        problem = null;
        var slash = text.IndexOf('/', StringComparison.Ordinal);
        if (slash < 0 || !AddressText.TryParse(text[..slash], out var address, out _) || address.IsIPv4MappedToIPv6)
        {
            problem = $"'{text}' is no prefix; write one such as 203.0.113.0/24 or 2001:db8::/32";
            return false;
        }

        var longest = address.AddressFamily == AddressFamily.InterNetwork ? 32 : 128;
        if (!int.TryParse(text.AsSpan(slash + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var length) || length > longest)
        {
            problem = $"'{text}' is no prefix; its length must be 0 to {longest}";
            return false;
        }

        // The framework clears the bits beyond the length without a word; whoever wrote them meant something.
        prefix = new IPNetwork(address, length);
        if (prefix.BaseAddress.Equals(address)) return true;
        problem = $"'{text}' is no prefix; the bits beyond the length must be zero, as in {prefix}";
        return false;
    }
}
