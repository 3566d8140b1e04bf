using System.Text.Json;

namespace GlobalLb.Steering.Configuration;

/// <summary>The plain JSON form of <see cref="FastestNode"/> and of what it decides by.</summary>
internal static class FastestJson
{
    private static readonly FastestNode Usual = new();

    public static FastestNode Read(ref PlainJson json)
    {
        var (branches, band) = (Usual.Branches, Usual.Band);
        Minimum? minimum = null;
        var seen = 0;
        while (json.NextMember())
        {
            if (json.Is("branches"u8, 1, ref seen)) branches = json.List(Branch);
            else if (json.Is("band"u8, 2, ref seen)) band = json.Int32();
            else minimum = PolicyReader.Minimum(ref json, ref seen);
        }

        return new FastestNode { Branches = branches, Band = band, Minimum = minimum };
    }

    public static void Write(Utf8JsonWriter json, FastestNode node)
    {
        json.WriteStartArray("branches"u8);
        foreach (var branch in node.Branches)
        {
            json.WriteStartObject();
            if (branch.Region is { } region) json.WriteString("region"u8, region.Value);
            json.WritePropertyName("node"u8);
            PolicyWriter.Write(json, branch.Node);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteNumber("band"u8, node.Band);
    }

    public static Latency Latency(ref PlainJson json)
    {
        PlaceMatch place = default;
        var (region, milliseconds) = ("", 0.0);
        var seen = 0;
        json.BeginObject();
        while (json.NextMember())
        {
            if (json.Is("place"u8, 1, ref seen)) place = GeographicJson.Place(ref json);
            else if (json.Is("region"u8, 2, ref seen)) region = json.Text();
            else if (json.Is("milliseconds"u8, 4, ref seen)) milliseconds = json.Double();
            else throw PlainJson.NotPlain();
        }

        PlainJson.Require(1 | 2 | 4, seen);
        return new Latency { Place = place, Region = new(region), Milliseconds = milliseconds };
    }

    public static void Write(Utf8JsonWriter json, Latency latency)
    {
        json.WriteStartObject();
        json.WriteString("place"u8, latency.Place.ToString());
        json.WriteString("region"u8, latency.Region.Value);
        json.WriteNumber("milliseconds"u8, latency.Milliseconds);
        json.WriteEndObject();
    }

    private static FastestBranch Branch(ref PlainJson json)
    {
        RegionCode? region = null;
        var node = PolicyReader.NoNode;
        var seen = 0;
        json.BeginObject();
        while (json.NextMember())
        {
            if (json.Is("region"u8, 1, ref seen)) region = new RegionCode(json.Text());
            else if (json.Is("node"u8, 2, ref seen)) node = PolicyReader.Node(ref json);
            else throw PlainJson.NotPlain();
        }

        PlainJson.Require(2, seen);
        return new FastestBranch { Region = region, Node = node };
    }
}
