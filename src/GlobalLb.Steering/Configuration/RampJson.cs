using System.Text.Json;

namespace GlobalLb.Steering.Configuration;

/// <summary>The plain JSON form of <see cref="RampNode"/>.</summary>
internal static class RampJson
{
    private static readonly RampNode Usual = new() { From = PolicyReader.NoNode, To = PolicyReader.NoNode, Start = default };

    public static RampNode Read(ref PlainJson json)
    {
        var (from, to, start, steps, isSticky) = (Usual.From, Usual.To, Usual.Start, Usual.Steps, Usual.IsSticky);
        Minimum? minimum = null;
        var seen = 0;
        while (json.NextMember())
        {
            if (json.Is("from"u8, 1, ref seen)) from = PolicyReader.Node(ref json);
            else if (json.Is("to"u8, 2, ref seen)) to = PolicyReader.Node(ref json);
            else if (json.Is("start"u8, 4, ref seen)) start = json.Moment();
            else if (json.Is("steps"u8, 8, ref seen)) steps = json.List(Step);
            else if (json.Is("sticky"u8, 16, ref seen)) isSticky = json.Boolean();
            else minimum = PolicyReader.Minimum(ref json, ref seen);
        }

        PlainJson.Require(1 | 2 | 4, seen);
        return new RampNode { From = from, To = to, Start = start, Steps = steps, IsSticky = isSticky, Minimum = minimum };
    }

    public static void Write(Utf8JsonWriter json, RampNode node)
    {
        json.WritePropertyName("from"u8);
        PolicyWriter.Write(json, node.From);
        json.WritePropertyName("to"u8);
        PolicyWriter.Write(json, node.To);
        json.WriteString("start"u8, node.Start);
        json.WriteStartArray("steps"u8);
        foreach (var step in node.Steps)
        {
            json.WriteStartObject();
            json.WriteNumber("share"u8, step.Share);
            json.WriteNumber("hold"u8, step.Hold);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        if (node.IsSticky) json.WriteBoolean("sticky"u8, node.IsSticky);
    }

    private static RampStep Step(ref PlainJson json)
    {
        var (share, hold) = (0, 0);
        var seen = 0;
        json.BeginObject();
        while (json.NextMember())
        {
            if (json.Is("share"u8, 1, ref seen)) share = json.Int32();
            else if (json.Is("hold"u8, 2, ref seen)) hold = json.Int32();
            else throw PlainJson.NotPlain();
        }

        PlainJson.Require(1 | 2, seen);
        return new RampStep(share, hold);
    }
}
