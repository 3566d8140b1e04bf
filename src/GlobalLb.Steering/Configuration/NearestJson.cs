using System.Text.Json;

namespace GlobalLb.Steering.Configuration;

/// <summary>The plain JSON form of <see cref="NearestNode"/>.</summary>
internal static class NearestJson
{
    private static readonly NearestNode Usual = new();

    public static NearestNode Read(ref PlainJson json)
    {
        var (branches, most) = (Usual.Branches, Usual.Most);
        Minimum? minimum = null;
        var seen = 0;
        while (json.NextMember())
        {
            if (json.Is("branches"u8, 1, ref seen)) branches = json.List(Branch);
            else if (json.Is("most"u8, 2, ref seen)) most = json.Int32();
            else minimum = PolicyReader.Minimum(ref json, ref seen);
        }

        return new NearestNode { Branches = branches, Most = most, Minimum = minimum };
    }

    public static void Write(Utf8JsonWriter json, NearestNode node)
    {
        json.WriteStartArray("branches"u8);
        foreach (var branch in node.Branches)
        {
            json.WriteStartObject();
            if (branch.Region is { } region) json.WriteString("region"u8, region.Value);
            if (branch.Bias != 0) json.WriteNumber("bias"u8, branch.Bias);
            json.WritePropertyName("node"u8);
            PolicyWriter.Write(json, branch.Node);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        if (node.Most is { } most) json.WriteNumber("most"u8, most);
    }

    private static NearestBranch Branch(ref PlainJson json)
    {
        RegionCode? region = null;
        var bias = 0;
        var node = PolicyReader.NoNode;
        var seen = 0;
        json.BeginObject();
        while (json.NextMember())
        {
            if (json.Is("region"u8, 1, ref seen)) region = new RegionCode(json.Text());
            else if (json.Is("bias"u8, 2, ref seen)) bias = json.Int32();
            else if (json.Is("node"u8, 4, ref seen)) node = PolicyReader.Node(ref json);
            else throw PlainJson.NotPlain();
        }

        PlainJson.Require(4, seen);
        return new NearestBranch { Region = region, Bias = bias, Node = node };
    }
}
