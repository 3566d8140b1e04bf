using System.Text.Json;

namespace GlobalLb.Steering.Configuration;

/// <summary>Writes policy trees without reflection, in the words and the order in which the serialiser would.</summary>
internal static class PolicyWriter
{
    public static void Write(Utf8JsonWriter json, PolicyNode node)
    {
        var kind = PolicyKind.Of(node);
        json.WriteStartObject();
        json.WriteString("kind"u8, kind.Word);
        if (node.Minimum is { } minimum) Write(json, minimum);
        kind.Write(json, node);
        json.WriteEndObject();
    }

    public static void WritePool(Utf8JsonWriter json, PoolNode node)
    {
        json.WriteString("pool"u8, node.Pool.Value);
        if (node.Most is { } most) json.WriteNumber("most"u8, most);
    }

    public static void WriteReference(Utf8JsonWriter json, ReferenceNode node) => json.WriteString("policy"u8, node.Policy.Value);

    public static void WriteFailover(Utf8JsonWriter json, FailoverNode node)
    {
        Write(json, "order"u8, node.Order);
        if (node.Trickle != 0) json.WriteNumber("trickle"u8, node.Trickle);
        if (node.FailBack != FailBack.Automatic) json.WriteString("failBack"u8, ConfigurationWords.FailBacks[(int)node.FailBack]);
        if (node.FailedBackAt is { } failedBackAt) json.WriteString("failedBackAt"u8, failedBackAt);
    }

    public static void WriteRoundRobin(Utf8JsonWriter json, RoundRobinNode node) => Write(json, "children"u8, node.Members);

    private static void Write(Utf8JsonWriter json, Minimum minimum)
    {
        json.WriteStartObject("minimum"u8);
        if (minimum.Count is { } count) json.WriteNumber("count"u8, count);
        if (minimum.Share is { } share) json.WriteNumber("share"u8, share);
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, ReadOnlySpan<byte> name, IEnumerable<PolicyNode> nodes)
    {
        json.WriteStartArray(name);
        foreach (var node in nodes) Write(json, node);
        json.WriteEndArray();
    }
}
