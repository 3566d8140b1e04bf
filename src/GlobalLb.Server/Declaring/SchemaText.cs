using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace GlobalLb.Server.Declaring;

/// <summary>The shape of a configuration as a JSON schema (draft 2020-12), for editors and other programs.</summary>
internal static class SchemaText
{
    /// <summary>Writes the schema.</summary>
    /// <param name="whole">The shape of the whole.</param>
    public static string Write(ObjectShape whole)
    {
        var octets = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(octets, new JsonWriterOptions { Indented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            json.WriteStartObject();
            json.WriteString("$schema", "https://json-schema.org/draft/2020-12/schema");
            json.WriteString("title", "A configuration of GlobalLb");
            Object(json, whole);
            json.WriteStartObject("$defs");
            foreach (var (name, shape) in Named(whole))
            {
                json.WriteStartObject(name);
                if (shape is ChoiceShape choice) Choice(json, choice);
                else Object(json, (ObjectShape)shape);
                json.WriteEndObject();
            }

            json.WriteEndObject();
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(octets.WrittenSpan) + "\n";
    }

    private static void Object(Utf8JsonWriter json, ObjectShape shape)
    {
        json.WriteString("type", "object");
        json.WriteStartObject("properties");
        if (shape.Kind is { } kind)
        {
            json.WriteStartObject(kind.Member);
            json.WriteString("const", kind.Value);
            json.WriteEndObject();
        }

        foreach (var member in shape.Members.Values)
        {
            json.WriteStartObject(member.Name);
            if (member.MayBeNothing)
            {
                json.WriteStartArray("anyOf");
                json.WriteStartObject();
                Value(json, member.Shape);
                json.WriteEndObject();
                json.WriteStartObject();
                json.WriteString("type", "null");
                json.WriteEndObject();
                json.WriteEndArray();
            }
            else Value(json, member.Shape);

            if (member.Usual is { } usual)
            {
                json.WritePropertyName("default");
                json.WriteRawValue(usual);
            }

            json.WriteEndObject();
        }

        json.WriteEndObject();
        string[] required = [.. shape.Kind is { } own ? [own.Member] : Array.Empty<string>(), .. shape.Members.Values.Where(member => member.IsRequired).Select(member => member.Name)];
        if (required.Length > 0)
        {
            json.WriteStartArray("required");
            foreach (var name in required) json.WriteStringValue(name);
            json.WriteEndArray();
        }

        json.WriteBoolean("additionalProperties", false);
    }

    private static void Choice(Utf8JsonWriter json, ChoiceShape choice)
    {
        json.WriteStartArray("oneOf");
        foreach (var kind in choice.Kinds.Values)
        {
            json.WriteStartObject();
            Reference(json, kind.Name);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void Value(Utf8JsonWriter json, Shape shape)
    {
        switch (shape)
        {
            case ObjectShape known:
                Reference(json, known.Name);
                break;
            case ChoiceShape choice:
                Reference(json, choice.Name);
                break;
            case ListShape list:
                json.WriteString("type", "array");
                json.WriteStartObject("items");
                Value(json, list.Item);
                json.WriteEndObject();
                break;
            case WordShape word:
                json.WriteStartArray("enum");
                foreach (var each in word.Words) json.WriteStringValue(each);
                json.WriteEndArray();
                break;
            case NumberShape number:
                json.WriteString("type", number.IsWhole ? "integer" : "number");
                if (number.Lowest is { } lowest) json.WriteNumber("minimum", lowest);
                if (number.Highest is { } highest) json.WriteNumber("maximum", highest);
                break;
            case FlagShape:
                json.WriteString("type", "boolean");
                break;
            case TextShape text:
                json.WriteString("type", "string");
                if (text.Description is { } description) json.WriteString("description", description);
                break;
        }
    }

    private static void Reference(Utf8JsonWriter json, string name) => json.WriteString("$ref", $"#/$defs/{name}");

    // All shapes with names below the whole, each once, in the order they are met.
    private static Dictionary<string, Shape> Named(ObjectShape whole)
    {
        var found = new Dictionary<string, Shape>(StringComparer.Ordinal);
        var waiting = new Queue<Shape>(whole.Members.Values.Select(member => member.Shape));
        while (waiting.TryDequeue(out var shape))
        {
            switch (shape)
            {
                case ObjectShape known when found.TryAdd(known.Name, known):
                    foreach (var member in known.Members.Values) waiting.Enqueue(member.Shape);
                    break;
                case ChoiceShape choice when found.TryAdd(choice.Name, choice):
                    foreach (var kind in choice.Kinds.Values) waiting.Enqueue(kind);
                    break;
                case ListShape list:
                    waiting.Enqueue(list.Item);
                    break;
            }
        }

        return found;
    }
}
