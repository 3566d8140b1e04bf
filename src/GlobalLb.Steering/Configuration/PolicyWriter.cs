using System.Text.Json;

namespace GlobalLb.Steering.Configuration;

/// <summary>Writes policy trees without reflection, in the words and the order in which the serialiser would.</summary>
internal static class PolicyWriter
{
    public static void Write(Utf8JsonWriter json, PolicyNode node)
    {
        switch (node)
        {
            case PoolNode pool:
                Begin(json, "pool"u8, node);
                json.WriteString("pool"u8, pool.Pool.Value);
                if (pool.Most is { } most) json.WriteNumber("most"u8, most);
                break;
            case FailoverNode failover:
                Begin(json, "failover"u8, node);
                Write(json, "order"u8, failover.Order);
                if (failover.Trickle != 0) json.WriteNumber("trickle"u8, failover.Trickle);
                break;
            case WeightedNode weighted:
                Begin(json, "weighted"u8, node);
                WeightedJson.Write(json, weighted);
                break;
            case GeographicNode geographic:
                Begin(json, "geographic"u8, node);
                GeographicJson.Write(json, geographic);
                break;
            case ReferenceNode reference:
                Begin(json, "policy"u8, node);
                json.WriteString("policy"u8, reference.Policy.Value);
                break;
            case RoundRobinNode roundRobin:
                Begin(json, "roundRobin"u8, node);
                Write(json, "children"u8, roundRobin.Members);
                break;
            case StickyNode sticky:
                Begin(json, "sticky"u8, node);
                StickyJson.Write(json, sticky);
                break;
            case ShedNode shed:
                Begin(json, "shed"u8, node);
                ShedJson.Write(json, shed);
                break;
            case RecordsNode records:
                Begin(json, "records"u8, node);
                StaticJson.Write(json, "records"u8, records.Records);
                break;
            default:
                throw new NotSupportedException($"a policy node of type {node.GetType().Name} has no JSON form");
        }

        json.WriteEndObject();
    }

    private static void Begin(Utf8JsonWriter json, ReadOnlySpan<byte> kind, PolicyNode node)
    {
        json.WriteStartObject();
        json.WriteString("kind"u8, kind);
        if (node.Minimum is not { } minimum) return;
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
