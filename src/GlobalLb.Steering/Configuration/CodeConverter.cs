using System.Text.Json;
using System.Text.Json.Serialization;

namespace GlobalLb.Steering.Configuration;

/// <summary>Writes a code as a plain JSON string, also as the key of an object.</summary>
/// <typeparam name="TCode">The code.</typeparam>
public sealed class CodeConverter<TCode> : JsonConverter<TCode>
    where TCode : struct, ICode<TCode>
{
    /// <inheritdoc/>
    public override TCode Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        TCode.From(reader.GetString() ?? throw new JsonException("a code must not be null"));

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, TCode value, JsonSerializerOptions options) =>
        writer.WriteStringValue(value.Value);

    /// <inheritdoc/>
    public override TCode ReadAsPropertyName(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        TCode.From(reader.GetString()!);

    /// <inheritdoc/>
    public override void WriteAsPropertyName(Utf8JsonWriter writer, TCode value, JsonSerializerOptions options) =>
        writer.WritePropertyName(value.Value);
}
