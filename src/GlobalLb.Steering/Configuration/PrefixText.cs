using System.Diagnostics.CodeAnalysis;
using System.Net;

namespace GlobalLb.Steering.Configuration;

/// <summary>Prefixes as people write them.</summary>
public static class PrefixText
{
    /// <summary>Parses <c>203.0.113.0/24</c> or <c>2001:db8::/32</c>; bits beyond the length must be zero.</summary>
    public static bool TryParse(string text, out IPNetwork prefix, [NotNullWhen(false)] out string? problem)
    {
        problem = null;
        if (IPNetwork.TryParse(text, out prefix)) return true;
        var slash = text.IndexOf('/', StringComparison.Ordinal);
        problem = slash > 0 && IPAddress.TryParse(text[..slash], out _)
            ? $"'{text}' is no prefix; the bits beyond the length must be zero and the length must fit the address"
            : $"'{text}' is no prefix; write one such as 203.0.113.0/24 or 2001:db8::/32";
        return false;
    }
}
