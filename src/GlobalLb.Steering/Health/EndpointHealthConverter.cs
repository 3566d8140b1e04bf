using System.Collections.Frozen;
using System.Text.Json;
using System.Text.Json.Serialization;
using GlobalLb.Steering.Configuration;

namespace GlobalLb.Steering.Health;

/// <summary>Reads what JSON cannot make by itself: a dictionary that is frozen once it is whole.</summary>
internal sealed class EndpointHealthConverter : JsonConverter<FrozenDictionary<EndpointCode, EndpointHealth>>
{
    public override FrozenDictionary<EndpointCode, EndpointHealth> Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        JsonSerializer.Deserialize<Dictionary<EndpointCode, EndpointHealth>>(ref reader, options)?.ToFrozenDictionary()
        ?? throw new JsonException("the endpoints of a health table must not be null");

    public override void Write(Utf8JsonWriter writer, FrozenDictionary<EndpointCode, EndpointHealth> value, JsonSerializerOptions options) =>
        JsonSerializer.Serialize<IReadOnlyDictionary<EndpointCode, EndpointHealth>>(writer, value, options);
}
