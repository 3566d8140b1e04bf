using System.Globalization;
using System.Text;
using GlobalLb.Steering.Configuration;

namespace GlobalLb.Steering.Places;

/// <summary>
/// Where a client is, as far as known: continent, country, subdivision, coordinates, and the network of its operator. Packed
/// into sixteen octets; the default is nowhere known.
/// </summary>
public readonly record struct Place
{
    /// <summary>How many parts a place has that policies ask for by name, most specific first: network, subdivision, country, continent.</summary>
    internal const int PartCount = 4;

    // A hundredth of a degree is a kilometre: databases are not that exact.
    private const double StepsPerDegree = 100;

    /// <summary>The number of the autonomous system that the client's network belongs to (RFC 6793); 0: not known.</summary>
    public uint Asn { get; private init; }

    /// <summary>Whether anything is known.</summary>
    public bool IsKnown => this != default;

    /// <summary>The point that stands for the client; null: not known.</summary>
    public Coordinates? Coordinates =>
        North == 0 ? null : new Coordinates(((North - 1) / StepsPerDegree) - 90, (East / StepsPerDegree) - 180);

    /// <summary>The most specific of its parts by itself; nowhere when it has none.</summary>
    internal Place MostSpecific
    {
        get
        {
            for (var part = 0; part < PartCount; part++)
                if (Part(part) is { IsKnown: true } known) return known;
            return default;
        }
    }

    /// <summary>The ISO 3166-1 code of its country; null: not known.</summary>
    public string? CountryCode => Country == 0 ? null : Unpack(Country);

    /// <summary>The code of its continent; null: not known.</summary>
    public string? ContinentCode => Continent == 0 ? null : Unpack(Continent);

    /// <summary>The ISO 3166-2 code of its subdivision, with the country; null: not known.</summary>
    public string? SubdivisionCode => Subdivision == 0 ? null : $"{Unpack(Country)}-{UnpackSubdivision(Subdivision)}";

    // Two capitals each; 0: not known.
    private ushort Country { get; init; }

    private ushort Continent { get; init; }

    // One to three letters or digits within the country; 0: not known.
    private uint Subdivision { get; init; }

    // Steps from the south pole, counted from 1, 0: not known; steps from the date line.
    private ushort North { get; init; }

    private ushort East { get; init; }

    private bool IsOnGround => (Continent | Country | North) != 0;

    /// <summary>The place of a country by its ISO 3166-1 code in capitals; nowhere when there is no such country.</summary>
    public static Place OfCountry(string country) =>
        Continents.OfCountry(country) is { } continent ? new Place { Country = Pack(country), Continent = Pack(continent) } : default;

    /// <summary>Somewhere on a continent, by its code in capitals.</summary>
    public static Place OfContinent(string continent) => new() { Continent = Pack(continent) };

    /// <summary>Somewhere in what an operator names; nowhere when that is a prefix, which only addresses lie in.</summary>
    public static Place Of(PlaceMatch match)
    {
        if (match.Asn is { } asn) return new Place { Asn = asn };
        if (match.Continent is { } continent) return OfContinent(continent);
        if (match.Country is { } country) return OfCountry(country);
        return match.Subdivision is { } subdivision
            ? OfCountry(subdivision[..2]) with { Subdivision = PackSubdivision(Encoding.ASCII.GetBytes(subdivision[3..])) }
            : default;
    }

    /// <summary>
    /// What a database says: its own word counts for the continent, and for countries that we do not know; where it leaves
    /// the continent out, it follows from the country. What is no code counts as left out, and so does a subdivision of no country.
    /// </summary>
    /// <param name="country">A country code as ASCII, or empty.</param>
    /// <param name="continent">A continent code as ASCII, or empty.</param>
    /// <param name="subdivision">The part of an ISO 3166-2 code behind the hyphen as ASCII, or empty.</param>
    internal static Place Of(ReadOnlySpan<byte> country, ReadOnlySpan<byte> continent, ReadOnlySpan<byte> subdivision = default)
    {
        var code = Pack(country);
        var on = Pack(continent);
        if (on == 0 && code != 0) on = Continents.OfCountry(Unpack(code)) is { } known ? Pack(known) : (ushort)0;
        return new Place { Country = code, Continent = on, Subdivision = code == 0 ? 0 : PackSubdivision(subdivision) };
    }

    /// <summary>The same place at a point; a point that is not on the globe counts as not known.</summary>
    public Place At(Coordinates point) => !point.IsOnGlobe ? this : this with
    {
        North = (ushort)(Math.Round((point.Latitude + 90) * StepsPerDegree) + 1),
        East = (ushort)Math.Round((point.Longitude + 180) * StepsPerDegree),
    };

    /// <summary>The same place in an operator's network; 0: not known.</summary>
    public Place In(uint asn) => this with { Asn = asn };

    /// <summary>
    /// Whether this place lies in <paramref name="region"/>, by the most specific part that it names: the network, the
    /// subdivision, the country, or the continent.
    /// </summary>
    public bool IsIn(Place region)
    {
        for (var part = 0; part < PartCount - 1; part++)
            if (region.Part(part) is { IsKnown: true } named) return Part(part) == named;
        return region.Continent == Continent;
    }

    /// <summary>
    /// What is known when two sources are laid over one another: what this one says counts; what it leaves out the other fills in,
    /// as far as the other does not speak of another country.
    /// </summary>
    /// <param name="under">What the other source says.</param>
    public Place Over(Place under)
    {
        var asn = Asn != 0 ? Asn : under.Asn;
        if (!IsOnGround) return under with { Asn = asn };
        if (under.Country != Country || Country == 0) return this with { Asn = asn };
        var point = North != 0 ? this : under;
        return this with { Asn = asn, Subdivision = Subdivision != 0 ? Subdivision : under.Subdivision, North = point.North, East = point.East };
    }

    /// <summary>One part of it by itself, 0 (the network) to 3 (the continent); nowhere when that is not known.</summary>
    internal Place Part(int part) => part switch
    {
        0 => new Place { Asn = Asn },
        1 when Subdivision == 0 => default,
        1 => new Place { Country = Country, Subdivision = Subdivision },
        2 => new Place { Country = Country },
        _ => new Place { Continent = Continent },
    };

    /// <inheritdoc/>
    public override string ToString()
    {
        if (!IsKnown) return "an unknown place";
        var words = new List<string>();
        if ((SubdivisionCode ?? CountryCode) is { } code) words.Add(Continent == 0 ? code : $"{code} ({ContinentCode})");
        else if (Continent != 0) words.Add($"continent {ContinentCode}");
        if (Coordinates is { } point) words.Add($"at {point}");
        if (Asn != 0) words.Add(string.Create(CultureInfo.InvariantCulture, $"AS{Asn}"));
        return string.Join(' ', words);
    }

    private static ushort Pack(string code) => (ushort)(code[0] << 8 | code[1]);

    private static ushort Pack(ReadOnlySpan<byte> code) =>
        code.Length == 2 && char.IsAsciiLetterUpper((char)code[0]) && char.IsAsciiLetterUpper((char)code[1]) ? (ushort)(code[0] << 8 | code[1]) : (ushort)0;

    private static string Unpack(ushort code) => $"{(char)(code >> 8)}{(char)(code & 0xFF)}";

    private static uint PackSubdivision(ReadOnlySpan<byte> code)
    {
        var packed = 0u;
        if (code.Length > 3) return 0;
        foreach (var letter in code)
        {
            if (!char.IsAsciiLetterUpper((char)letter) && !char.IsAsciiDigit((char)letter)) return 0;
            packed = (packed << 8) | letter;
        }

        return packed;
    }

    private static string UnpackSubdivision(uint code) =>
        string.Concat(new[] { (char)(code >> 16), (char)((code >> 8) & 0xFF), (char)(code & 0xFF) }.Where(letter => letter != 0));
}
