using System.Globalization;
using System.Text;
using GlobalLb.Server.Declaring;

namespace GlobalLb.Server.Importing.Route53;

/// <summary>A resource record set, as the API of Route 53 lists it.</summary>
/// <param name="written">What is written of it.</param>
internal sealed class RecordSet(WrittenMap written)
{
    /// <summary>What can make one of several sets of a name and type the answer.</summary>
    private static readonly string[] Routings = ["Weight", "Region", "GeoLocation", "Failover", "MultiValueAnswer", "GeoProximityLocation", "CidrRoutingConfig"];

    public Position At => written.At;

    /// <summary>The owner; characters that a name has not usually are octal escapes there.</summary>
    public string Name { get; } = Unescape(Text(written, "Name") ?? "");

    public string Type => Text(written, "Type") ?? "";

    /// <summary>Seconds; an alias has none, and takes those of its target, 60 where that is Amazon's.</summary>
    public uint Ttl => uint.TryParse(Text(written, "TTL"), NumberStyles.None, CultureInfo.InvariantCulture, out var ttl) ? ttl : 60;

    public IReadOnlyList<string> Values { get; } = [.. ((written.Find("ResourceRecords") as WrittenList)?.Items ?? []).OfType<WrittenMap>().Select(record => Text(record, "Value")).OfType<string>()];

    public string Label => Text(written, "SetIdentifier") ?? "";

    public string? HealthCheck => Text(written, "HealthCheckId");

    /// <summary>The name an alias leads to.</summary>
    public string? Target => written.Find("AliasTarget") is WrittenMap alias ? Unescape(Text(alias, "DNSName") ?? "") : null;

    /// <summary>Whether an alias is passed over when its target is down.</summary>
    public bool EvaluatesTarget => written.Find("AliasTarget") is WrittenMap alias && Text(alias, "EvaluateTargetHealth") == "true";

    /// <summary>How this set is chosen among those of its name and type; null: it is the only one.</summary>
    public string? Routing => Array.Find(Routings, name => written.Find(name) is { } value && value is not WrittenText { IsNothing: true });

    public int Weight => int.TryParse(Text(written, "Weight"), NumberStyles.None, CultureInfo.InvariantCulture, out var weight) ? weight : 0;

    /// <summary>The region whose latency or coordinates count, or a local zone.</summary>
    public string? Region => Text(written, "Region") ?? Near("AWSRegion") ?? Near("LocalZoneGroup");

    public bool IsLocalZone => Near("LocalZoneGroup") is not null;

    /// <summary>Where a set by proximity is when that is none of Amazon's regions: degrees north and east.</summary>
    public (double Latitude, double Longitude)? Coordinates =>
        (written.Find("GeoProximityLocation") as WrittenMap)?.Find("Coordinates") is WrittenMap place ? (place.Number("Latitude", 0), place.Number("Longitude", 0)) : null;

    /// <summary>
    /// How many percent nearer a set by proximity counts. Where it counts farther, Route 53 divides the distance by what is left of 100
    /// percent, and a policy here adds to it.
    /// </summary>
    public int Bias
    {
        get
        {
            var bias = Math.Clamp((written.Find("GeoProximityLocation") as WrittenMap)?.Number("Bias", 0) ?? 0, -99, 99);
            return bias >= 0 ? (int)bias : (int)Math.Max(Math.Round(100 - (100 / (1 + (bias / 100)))), -99);
        }
    }

    public bool IsPrimary => Text(written, "Failover") == "PRIMARY";

    /// <summary>The place of a set by location, in the words of a policy; empty: everywhere else.</summary>
    public string Place
    {
        get
        {
            if (written.Find("GeoLocation") is not WrittenMap place) return "";
            var country = Text(place, "CountryCode");
            return Text(place, "ContinentCode") is { } continent ? $"continent:{continent}"
                : country is null or "*" ? ""
                : Text(place, "SubdivisionCode") is { } part ? $"subdivision:{country}-{part}" : $"country:{country}";
        }
    }

    /// <summary>Coordinates as the name of a region.</summary>
    public static string Format(double latitude, double longitude) =>
        string.Create(CultureInfo.InvariantCulture, $"{Math.Abs(latitude)}{(latitude < 0 ? 'S' : 'N')} {Math.Abs(longitude)}{(longitude < 0 ? 'W' : 'E')}");

    private string? Near(string name) => written.Find("GeoProximityLocation") is WrittenMap place ? Text(place, name) : null;

    private static string? Text(WrittenMap map, string name) => map.Find(name) is WrittenText { IsNothing: false } text ? text.Text : null;

    private static string Unescape(string name)
    {
        var text = new StringBuilder();
        for (var i = 0; i < name.Length; i++)
        {
            var isOctal = name[i] == '\\' && i + 3 < name.Length && name.AsSpan(i + 1, 3).IndexOfAnyExceptInRange('0', '7') < 0;
            if (!isOctal)
            {
                text.Append(name[i]);
                continue;
            }

            var octet = Convert.ToInt32(name.Substring(i + 1, 3), 8);
            text.Append(char.IsAsciiLetterOrDigit((char)octet) || octet is '*' or '-' or '_' ? $"{(char)octet}" : $"\\{octet:D3}");
            i += 3;
        }

        return text.ToString();
    }
}
