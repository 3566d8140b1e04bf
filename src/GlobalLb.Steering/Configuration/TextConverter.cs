using System.Text.Json;
using System.Text.Json.Serialization;

namespace GlobalLb.Steering.Configuration;

/// <summary>Writes a value as its text form.</summary>
/// <typeparam name="TValue">The value.</typeparam>
public sealed class TextConverter<TValue> : JsonConverter<TValue>
    where TValue : IText<TValue>
{
    /// <inheritdoc/>
    public override TValue Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        TValue.TryParse(reader.GetString() ?? "", out var value, out var problem) ? value : throw new JsonException(problem);

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, TValue value, JsonSerializerOptions options) =>
        writer.WriteStringValue(value.ToString());
}
