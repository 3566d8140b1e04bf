using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using GlobalLb.Dns.Messages;
using GlobalLb.Steering.Configuration;
using GlobalLb.Steering.Places;

namespace GlobalLb.Server.Locating;

/// <summary>
/// One line of a list of places: <c>prefix,country[,region,lat,lon,asn]</c>, or <c>start,end,country</c> as Debian's tor-geoipdb has
/// it, with numbers or addresses. What is empty is not known, and so is a country <c>??</c>.
/// </summary>
/// <param name="Prefixes">What it speaks of.</param>
/// <param name="Entry">What it says.</param>
internal sealed record PlaceLine(IReadOnlyList<IPNetwork> Prefixes, PlaceEntry Entry)
{
    private const int MostFields = 6;

    /// <summary>Parses a line that is no comment and not empty.</summary>
    public static bool TryParse(string text, [NotNullWhen(true)] out PlaceLine? line, [NotNullWhen(false)] out string? problem)
    {
        line = null;
        var fields = text.Split(',', StringSplitOptions.TrimEntries);
        var isRange = !fields[0].Contains('/', StringComparison.Ordinal);
        if (!TryParsePrefixes(fields, isRange, out var prefixes, out problem)) return false;
        if (!TryParseEntry([.. fields.Skip(isRange ? 2 : 1)], out var entry, out problem)) return false;
        line = new PlaceLine(prefixes, entry);
        return true;
    }

    private static bool TryParsePrefixes(string[] fields, bool isRange, out IReadOnlyList<IPNetwork> prefixes, [NotNullWhen(false)] out string? problem)
    {
        prefixes = [];
        if (!isRange)
        {
            if (!PrefixText.TryParse(fields[0], out var prefix, out problem)) return false;
            if (fields.Length is < 2 or > MostFields) problem = $"it has {fields.Length} fields; write prefix,country or up to prefix,country,region,lat,lon,asn";
            else if (PlaceFileWriter.IsTaken(prefix)) problem = $"{prefix} is within ::/96, where files have IPv4; write it as a prefix of IPv4";
            prefixes = [prefix];
            return problem is null;
        }

        if (fields.Length != 3)
            problem = $"'{fields[0]}' begins neither a prefix nor a range; write a line such as 203.0.113.0/24,DE or, with three fields, 16777216,16777471,AU";
        else if (!TryParseEnd(fields[0], out var start, out problem) || !TryParseEnd(fields[1], out var end, out problem))
            return false;
        else if (start.IsIPv4 != end.IsIPv4 || start.Bits > end.Bits)
            problem = $"the range ends at {end}, which is not behind its start {start}";
        else if (!start.IsIPv4 && start.Bits >> 32 == 0)
            problem = $"the range from {start} is within ::/96, where files have IPv4; write it as a range of IPv4";
        else
            prefixes = [.. Prefixes4Or6(start, end)];
        return problem is null;
    }

    // The fewest prefixes that are together all from one address to another.
    private static IEnumerable<IPNetwork> Prefixes4Or6(ClientAddress start, ClientAddress end)
    {
        var shift = 128 - start.Length;
        UInt128 next = start.Bits >> shift, last = end.Bits >> shift;
        while (true)
        {
            var zeros = Math.Min((int)UInt128.TrailingZeroCount(next), start.Length);
            while (zeros > 0 && (zeros == 128 ? UInt128.MaxValue : (UInt128.One << zeros) - 1) > last - next) zeros--;
            yield return new IPNetwork(new ClientAddress(next << shift, start.IsIPv4).ToIPAddress(), start.Length - zeros);
            var covered = zeros == 128 ? UInt128.MaxValue : (UInt128.One << zeros) - 1;
            if (covered == last - next) yield break;
            next += covered + 1;
        }
    }

    private static bool TryParseEnd(string text, out ClientAddress end, [NotNullWhen(false)] out string? problem)
    {
        problem = null;
        end = default;
        if (uint.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number)) end = new ClientAddress((UInt128)number << 96, true);
        else if (!AddressText.TryParse(text, out var address, out _) || address is { AddressFamily: AddressFamily.InterNetworkV6, IsIPv4MappedToIPv6: true })
            problem = $"'{text}' is no end of a range; write an address such as 2001:db8::, or one of IPv4 as a number such as 16777216";
        else end = ClientAddress.From(address);
        return problem is null;
    }

    private static bool TryParseEntry(string[] fields, out PlaceEntry entry, [NotNullWhen(false)] out string? problem)
    {
        entry = new PlaceEntry();
        problem = null;
        string? country = Field(0), region = Field(1), latitude = Field(2), longitude = Field(3), asn = Field(4);
        if (country == "??") country = null;
        var point = default(Coordinates);
        uint number = 0;
        if (country is not null && (country.Length != 2 || !country.All(char.IsAsciiLetterUpper))) problem = $"'{country}' is no country; write its ISO 3166-1 code in capitals, such as DE";
        else if (region is not null && country is null) problem = $"the region '{region}' has no country; write it before the region";
        else if (region is not null && (region.Length > 3 || !region.All(letter => char.IsAsciiLetterUpper(letter) || char.IsAsciiDigit(letter))))
            problem = $"'{region}' is no region; write the part of its ISO 3166-2 code behind the hyphen, such as CA for US-CA";
        else if ((latitude is null) != (longitude is null)) problem = "one of lat and lon is empty; write both or neither";
        else if (latitude is not null && !TryParsePoint(latitude, longitude!, out point)) problem = $"'{latitude},{longitude}' is no point; write degrees such as 52.52,13.405, −90 to 90 and −180 to 180";
        else if (asn is not null && (!uint.TryParse(asn, NumberStyles.None, CultureInfo.InvariantCulture, out number) || number == 0))
            problem = $"'{asn}' is no number of an autonomous system; write one such as 64500";
        entry = new PlaceEntry { Country = country, Subdivision = region, Point = latitude is null ? null : point, Asn = number };
        return problem is null;

        string? Field(int index) => index < fields.Length && fields[index].Length > 0 ? fields[index] : null;
    }

    private static bool TryParsePoint(string latitude, string longitude, out Coordinates point)
    {
        const NumberStyles Degrees = NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint;
        point = default;
        if (!double.TryParse(latitude, Degrees, CultureInfo.InvariantCulture, out var north) || !double.TryParse(longitude, Degrees, CultureInfo.InvariantCulture, out var east)) return false;
        point = new Coordinates(north, east);
        return point.IsOnGlobe;
    }
}
