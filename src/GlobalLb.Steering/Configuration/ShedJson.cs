using System.Text.Json;

namespace GlobalLb.Steering.Configuration;

/// <summary>The plain JSON form of <see cref="ShedNode"/>.</summary>
internal static class ShedJson
{
    private static readonly ShedNode Usual = new() { From = PolicyReader.NoNode, To = PolicyReader.NoNode };

    public static ShedNode Read(ref PlainJson json)
    {
        var (from, to, share, isSticky) = (Usual.From, Usual.To, Usual.Share, Usual.IsSticky);
        Minimum? minimum = null;
        var seen = 0;
        while (json.NextMember())
        {
            if (json.Is("from"u8, 1, ref seen)) from = PolicyReader.Node(ref json);
            else if (json.Is("to"u8, 2, ref seen)) to = PolicyReader.Node(ref json);
            else if (json.Is("share"u8, 4, ref seen)) share = json.Int32();
            else if (json.Is("sticky"u8, 8, ref seen)) isSticky = json.Boolean();
            else minimum = PolicyReader.Minimum(ref json, ref seen);
        }

        PlainJson.Require(1 | 2, seen);
        return new ShedNode { From = from, To = to, Share = share, IsSticky = isSticky, Minimum = minimum };
    }

    public static void Write(Utf8JsonWriter json, ShedNode node)
    {
        json.WritePropertyName("from"u8);
        PolicyWriter.Write(json, node.From);
        json.WritePropertyName("to"u8);
        PolicyWriter.Write(json, node.To);
        json.WriteNumber("share"u8, node.Share);
        if (node.IsSticky) json.WriteBoolean("sticky"u8, node.IsSticky);
    }
}
