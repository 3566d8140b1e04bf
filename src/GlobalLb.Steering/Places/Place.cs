using GlobalLb.Steering.Configuration;

namespace GlobalLb.Steering.Places;

/// <summary>Where a client is, as far as known: two letters each for country and continent, packed; the default is nowhere known.</summary>
public readonly record struct Place
{
    private readonly ushort _country;
    private readonly ushort _continent;

    private Place(ushort country, ushort continent)
    {
        _country = country;
        _continent = continent;
    }

    /// <summary>Whether anything is known.</summary>
    public bool IsKnown => (_continent | _country) != 0;

    /// <summary>The place of a country by its ISO 3166-1 code in capitals; nowhere when there is no such country.</summary>
    public static Place OfCountry(string country) =>
        Continents.OfCountry(country) is { } continent ? new Place(Pack(country), Pack(continent)) : default;

    /// <summary>
    /// What a database says: its own word counts for the continent, and for countries that we do not know; where it leaves
    /// the continent out, it follows from the country. What is no code of two capitals counts as left out.
    /// </summary>
    /// <param name="country">A country code as ASCII, or empty.</param>
    /// <param name="continent">A continent code as ASCII, or empty.</param>
    internal static Place Of(ReadOnlySpan<byte> country, ReadOnlySpan<byte> continent)
    {
        var code = Pack(country);
        var on = Pack(continent);
        if (on == 0 && code != 0) on = Continents.OfCountry(Unpack(code)) is { } known ? Pack(known) : (ushort)0;
        return new Place(code, on);
    }

    /// <summary>Somewhere on a continent, by its code in capitals.</summary>
    public static Place OfContinent(string continent) => new(0, Pack(continent));

    /// <summary>Whether this place lies in <paramref name="region"/>: the same country, or on its continent when it names no country.</summary>
    public bool IsIn(Place region) => region._country == 0 ? region._continent == _continent : region._country == _country;

    /// <inheritdoc/>
    public override string ToString() =>
        !IsKnown ? "an unknown place" : _country == 0 ? $"continent {Unpack(_continent)}"
        : _continent == 0 ? Unpack(_country) : $"{Unpack(_country)} ({Unpack(_continent)})";

    private static ushort Pack(string code) => (ushort)(code[0] << 8 | code[1]);

    private static ushort Pack(ReadOnlySpan<byte> code) =>
        code.Length == 2 && char.IsAsciiLetterUpper((char)code[0]) && char.IsAsciiLetterUpper((char)code[1]) ? (ushort)(code[0] << 8 | code[1]) : (ushort)0;

    private static string Unpack(ushort code) => $"{(char)(code >> 8)}{(char)(code & 0xFF)}";
}
