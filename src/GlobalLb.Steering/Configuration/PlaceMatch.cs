using System.Diagnostics.CodeAnalysis;
using System.Net;
using System.Text.Json.Serialization;

namespace GlobalLb.Steering.Configuration;

/// <summary>
/// A place as an operator writes it: <c>continent:EU</c>, <c>country:DE</c> or a prefix such as <c>203.0.113.0/24</c>.
/// </summary>
[JsonConverter(typeof(TextConverter<PlaceMatch>))]
public readonly record struct PlaceMatch : IText<PlaceMatch>
{
    private PlaceMatch(string? continent, string? country, IPNetwork? prefix)
    {
        Continent = continent;
        Country = country;
        Prefix = prefix;
    }

    /// <summary>The continent's code, when that is what fits.</summary>
    public string? Continent { get; }

    /// <summary>The country's ISO 3166-1 code, when that is what fits.</summary>
    public string? Country { get; }

    /// <summary>The prefix, when that is what fits.</summary>
    public IPNetwork? Prefix { get; }

    /// <inheritdoc/>
    public static bool TryParse(string text, out PlaceMatch value, [NotNullWhen(false)] out string? problem)
    {
        value = default;
        problem = null;
        var colon = text.IndexOf(':', StringComparison.Ordinal);
        var code = text[(colon + 1)..].Trim().ToUpperInvariant();
        switch (colon < 0 ? "" : text[..colon].Trim().ToLowerInvariant())
        {
            case "continent" when Continents.IsContinent(code):
                value = new PlaceMatch(code, null, null);
                return true;
            case "continent":
                problem = $"'{code}' is no continent; write one of {string.Join(", ", Continents.All)}";
                return false;
            case "country" when Continents.OfCountry(code) is not null:
                value = new PlaceMatch(null, code, null);
                return true;
            case "country":
                problem = $"'{code}' is no ISO 3166-1 country code of two letters, such as DE";
                return false;
            default:
                if (PrefixText.TryParse(text, out var prefix, out problem))
                {
                    value = new PlaceMatch(null, null, prefix);
                    return true;
                }

                if (!text.Contains('/', StringComparison.Ordinal)) problem = $"'{text}' is no place; write continent:EU, country:DE or a prefix such as 203.0.113.0/24";
                return false;
        }
    }

    /// <inheritdoc/>
    public override string ToString() =>
        Continent is not null ? $"continent:{Continent}" : Country is not null ? $"country:{Country}" : $"{Prefix}";
}
