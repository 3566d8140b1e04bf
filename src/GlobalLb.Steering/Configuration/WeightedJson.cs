using System.Collections.Immutable;
using System.Text.Json;

namespace GlobalLb.Steering.Configuration;

/// <summary>The plain JSON form of <see cref="WeightedNode"/>, and of branches with weights.</summary>
internal static class WeightedJson
{
    private static readonly WeightedNode Usual = new();

    public static WeightedNode Read(ref PlainJson json)
    {
        var (branches, isSticky) = (Usual.Branches, Usual.IsSticky);
        Minimum? minimum = null;
        var seen = 0;
        while (json.NextMember())
        {
            if (json.Is("branches"u8, 1, ref seen)) branches = json.List(Branch);
            else if (json.Is("sticky"u8, 2, ref seen)) isSticky = json.Boolean();
            else minimum = PolicyReader.Minimum(ref json, ref seen);
        }

        return new WeightedNode { Branches = branches, IsSticky = isSticky, Minimum = minimum };
    }

    public static void Write(Utf8JsonWriter json, WeightedNode node)
    {
        WriteBranches(json, node.Branches);
        if (node.IsSticky) json.WriteBoolean("sticky"u8, node.IsSticky);
    }

    public static void WriteBranches(Utf8JsonWriter json, ImmutableArray<WeightedBranch> branches)
    {
        json.WriteStartArray("branches"u8);
        foreach (var branch in branches)
        {
            json.WriteStartObject();
            json.WriteNumber("weight"u8, branch.Weight);
            json.WritePropertyName("node"u8);
            PolicyWriter.Write(json, branch.Node);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    public static WeightedBranch Branch(ref PlainJson json)
    {
        var (weight, node) = (0, PolicyReader.NoNode);
        var seen = 0;
        json.BeginObject();
        while (json.NextMember())
        {
            if (json.Is("weight"u8, 1, ref seen)) weight = json.Int32();
            else if (json.Is("node"u8, 2, ref seen)) node = PolicyReader.Node(ref json);
            else throw PlainJson.NotPlain();
        }

        PlainJson.Require(1 | 2, seen);
        return new WeightedBranch(weight, node);
    }
}
