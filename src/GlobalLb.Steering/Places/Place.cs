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
    public bool IsKnown => _continent != 0;

    /// <summary>The place of a country by its ISO 3166-1 code in capitals; nowhere when there is no such country.</summary>
    public static Place OfCountry(string country) =>
        Continents.OfCountry(country) is { } continent ? new Place(Pack(country), Pack(continent)) : default;

    /// <summary>Somewhere on a continent, by its code in capitals.</summary>
    public static Place OfContinent(string continent) => new(0, Pack(continent));

    /// <summary>Whether this place lies in <paramref name="region"/>: the same country, or on its continent when it names no country.</summary>
    public bool IsIn(Place region) => region._country == 0 ? region._continent == _continent : region._country == _country;

    /// <inheritdoc/>
    public override string ToString() =>
        !IsKnown ? "an unknown place" : _country == 0 ? $"continent {Unpack(_continent)}" : $"{Unpack(_country)} ({Unpack(_continent)})";

    private static ushort Pack(string code) => (ushort)(code[0] << 8 | code[1]);

    private static string Unpack(ushort code) => $"{(char)(code >> 8)}{(char)(code & 0xFF)}";
}
