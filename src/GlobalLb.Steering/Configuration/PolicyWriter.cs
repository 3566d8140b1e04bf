using System.Text.Json;

namespace GlobalLb.Steering.Configuration;

/// <summary>Writes policy trees without reflection, in the words and the order in which the serialiser would.</summary>
internal static class PolicyWriter
{
    public static void Write(Utf8JsonWriter json, PolicyNode node)
    {
        json.WriteStartObject();
        switch (node)
        {
            case PoolNode pool:
                json.WriteString("kind"u8, "pool"u8);
                json.WriteString("pool"u8, pool.Pool.Value);
                break;
            case FailoverNode failover:
                json.WriteString("kind"u8, "failover"u8);
                json.WriteStartArray("order"u8);
                foreach (var child in failover.Order) Write(json, child);
                json.WriteEndArray();
                break;
            case WeightedNode weighted:
                json.WriteString("kind"u8, "weighted"u8);
                json.WriteStartArray("branches"u8);
                foreach (var branch in weighted.Branches)
                {
                    json.WriteStartObject();
                    json.WriteNumber("weight"u8, branch.Weight);
                    json.WritePropertyName("node"u8);
                    Write(json, branch.Node);
                    json.WriteEndObject();
                }

                json.WriteEndArray();
                break;
            case GeographicNode geographic:
                json.WriteString("kind"u8, "geographic"u8);
                Write(json, geographic);
                break;
            default:
                throw new NotSupportedException($"a policy node of type {node.GetType().Name} has no JSON form");
        }

        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, GeographicNode node)
    {
        json.WriteStartArray("branches"u8);
        foreach (var branch in node.Branches)
        {
            json.WriteStartObject();
            json.WriteStartArray("places"u8);
            foreach (var place in branch.Places) json.WriteStringValue(place.ToString());
            json.WriteEndArray();
            json.WritePropertyName("node"u8);
            Write(json, branch.Node);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WritePropertyName("otherwise"u8);
        Write(json, node.Otherwise);
    }
}
