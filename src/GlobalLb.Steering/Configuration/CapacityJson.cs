using System.Text.Json;

namespace GlobalLb.Steering.Configuration;

/// <summary>The plain JSON form of <see cref="CapacityNode"/>.</summary>
internal static class CapacityJson
{
    private static readonly CapacityNode Usual = new();

    public static CapacityNode Read(ref PlainJson json)
    {
        var (branches, overflow) = (Usual.Branches, Usual.Overflow);
        Minimum? minimum = null;
        var seen = 0;
        while (json.NextMember())
        {
            if (json.Is("branches"u8, 1, ref seen)) branches = json.List(Branch);
            else if (json.Is("overflow"u8, 2, ref seen)) overflow = (CapacityOverflow)json.Word(ConfigurationWords.CapacityOverflows);
            else minimum = PolicyReader.Minimum(ref json, ref seen);
        }

        return new CapacityNode { Branches = branches, Overflow = overflow, Minimum = minimum };
    }

    public static void Write(Utf8JsonWriter json, CapacityNode node)
    {
        json.WriteStartArray("branches"u8);
        foreach (var branch in node.Branches)
        {
            json.WriteStartObject();
            json.WritePropertyName("node"u8);
            PolicyWriter.Write(json, branch.Node);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteString("overflow"u8, ConfigurationWords.CapacityOverflows[(int)node.Overflow]);
    }

    private static CapacityBranch Branch(ref PlainJson json)
    {
        var node = PolicyReader.NoNode;
        var seen = 0;
        json.BeginObject();
        while (json.NextMember())
        {
            if (json.Is("node"u8, 1, ref seen)) node = PolicyReader.Node(ref json);
            else throw PlainJson.NotPlain();
        }

        PlainJson.Require(1, seen);
        return new CapacityBranch(node);
    }
}
