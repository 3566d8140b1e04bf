using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Net;
using System.Text.Json.Serialization;

namespace GlobalLb.Steering.Configuration;

/// <summary>
/// A place as an operator writes it: <c>continent:EU</c>, <c>country:DE</c>, <c>subdivision:US-CA</c> (ISO 3166-2),
/// <c>asn:64500</c> (the number of an autonomous system), or a prefix such as <c>203.0.113.0/24</c>.
/// </summary>
[JsonConverter(typeof(TextConverter<PlaceMatch>))]
public readonly record struct PlaceMatch : IText<PlaceMatch>
{
    /// <summary>The continent's code, when that is what fits.</summary>
    public string? Continent { get; private init; }

    /// <summary>The country's ISO 3166-1 code, when that is what fits.</summary>
    public string? Country { get; private init; }

    /// <summary>The ISO 3166-2 code of a country's subdivision, when that is what fits.</summary>
    public string? Subdivision { get; private init; }

    /// <summary>The number of the autonomous system, when that is what fits; never 0.</summary>
    public uint? Asn { get; private init; }

    /// <summary>The prefix, when that is what fits.</summary>
    public IPNetwork? Prefix { get; private init; }

    /// <inheritdoc/>
    public static bool TryParse(string text, out PlaceMatch value, [NotNullWhen(false)] out string? problem)
    {
        value = default;
        var colon = text.IndexOf(':', StringComparison.Ordinal);
        var code = text[(colon + 1)..].Trim().ToUpperInvariant();
        switch (colon < 0 ? "" : text[..colon].Trim().ToLowerInvariant())
        {
            case "continent":
                problem = Continents.IsContinent(code) ? null : $"'{code}' is no continent; write one of {string.Join(", ", Continents.All)}";
                if (problem is null) value = new PlaceMatch { Continent = code };
                break;
            case "country":
                problem = Continents.OfCountry(code) is not null ? null : $"'{code}' is no ISO 3166-1 country code of two letters, such as DE";
                if (problem is null) value = new PlaceMatch { Country = code };
                break;
            case "subdivision":
                problem = IsSubdivision(code) ? null : $"'{code}' is no ISO 3166-2 code: a country of two letters, a hyphen, and one to three letters or digits, such as US-CA";
                if (problem is null) value = new PlaceMatch { Subdivision = code };
                break;
            case "asn":
                var isNumber = uint.TryParse(code.StartsWith("AS", StringComparison.Ordinal) ? code[2..] : code, NumberStyles.None, CultureInfo.InvariantCulture, out var asn);
                problem = isNumber && asn > 0 ? null : $"'{code}' is no number of an autonomous system; write 1 to {uint.MaxValue}, such as 64500";
                if (problem is null) value = new PlaceMatch { Asn = asn };
                break;
            default:
                if (PrefixText.TryParse(text, out var prefix, out problem)) value = new PlaceMatch { Prefix = prefix };
                else if (!text.Contains('/', StringComparison.Ordinal)) problem = $"'{text}' is no place; write continent:EU, country:DE, subdivision:US-CA, asn:64500 or a prefix such as 203.0.113.0/24";
                break;
        }

        return problem is null;
    }

    /// <inheritdoc/>
    public override string ToString() =>
        Continent is not null ? $"continent:{Continent}"
        : Country is not null ? $"country:{Country}"
        : Subdivision is not null ? $"subdivision:{Subdivision}"
        : Asn is { } asn ? string.Create(CultureInfo.InvariantCulture, $"asn:{asn}")
        : $"{Prefix}";

    private static bool IsSubdivision(string code) =>
        code.Length is >= 4 and <= 6 && code[2] == '-' && Continents.OfCountry(code[..2]) is not null
        && code[3..].All(letter => char.IsAsciiLetterUpper(letter) || char.IsAsciiDigit(letter));
}
