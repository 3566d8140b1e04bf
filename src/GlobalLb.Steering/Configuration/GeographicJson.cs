using System.Collections.Immutable;
using System.Text.Json;

namespace GlobalLb.Steering.Configuration;

/// <summary>The plain JSON form of <see cref="GeographicNode"/>.</summary>
internal static class GeographicJson
{
    private static readonly GeographicNode Usual = new() { Otherwise = PolicyReader.NoNode };

    public static GeographicNode Read(ref PlainJson json)
    {
        var (branches, otherwise) = (Usual.Branches, Usual.Otherwise);
        Minimum? minimum = null;
        var seen = 0;
        while (json.NextMember())
        {
            if (json.Is("branches"u8, 1, ref seen)) branches = json.List(Branch);
            else if (json.Is("otherwise"u8, 2, ref seen)) otherwise = PolicyReader.Node(ref json);
            else minimum = PolicyReader.Minimum(ref json, ref seen);
        }

        PlainJson.Require(2, seen);
        return new GeographicNode { Branches = branches, Otherwise = otherwise, Minimum = minimum };
    }

    public static void Write(Utf8JsonWriter json, GeographicNode node)
    {
        json.WriteStartArray("branches"u8);
        foreach (var branch in node.Branches)
        {
            json.WriteStartObject();
            json.WriteStartArray("places"u8);
            foreach (var place in branch.Places) json.WriteStringValue(place.ToString());
            json.WriteEndArray();
            json.WritePropertyName("node"u8);
            PolicyWriter.Write(json, branch.Node);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WritePropertyName("otherwise"u8);
        PolicyWriter.Write(json, node.Otherwise);
    }

    private static GeographicBranch Branch(ref PlainJson json)
    {
        ImmutableArray<PlaceMatch> places = [];
        var node = PolicyReader.NoNode;
        var seen = 0;
        json.BeginObject();
        while (json.NextMember())
        {
            if (json.Is("places"u8, 1, ref seen)) places = json.List(Place);
            else if (json.Is("node"u8, 2, ref seen)) node = PolicyReader.Node(ref json);
            else throw PlainJson.NotPlain();
        }

        PlainJson.Require(1 | 2, seen);
        return new GeographicBranch(places, node);
    }

    private static PlaceMatch Place(ref PlainJson json) => PlaceMatch.TryParse(json.Text(), out var place, out _) ? place : throw PlainJson.NotPlain();
}
