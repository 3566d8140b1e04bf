using System.Buffers;
using System.Collections;
using System.Collections.Immutable;
using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using GlobalLb.Dns.Names;
using GlobalLb.Dns.Records;

namespace GlobalLb.Steering.Configuration;

/// <summary>
/// The JSON form of configurations: what version documents, publications and exports hold. <see cref="Options"/> define it. What
/// has the usual form is read and written without them, at a fraction of the time and memory, and to the same effect.
/// </summary>
public static class ConfigurationJson
{
    /// <summary>The deepest JSON that is read.</summary>
    internal const int MaxDepth = 64;

    // Made when it is asked for: an edge that is told nothing unusual never needs it.
    private static readonly Lazy<JsonSerializerOptions> Made = new(Create);

    /// <summary>Camel case, texts for names, codes, addresses and kinds; what we do not know, or is null or written twice, is an error, not a silent loss.</summary>
    public static JsonSerializerOptions Options => Made.Value;

    /// <summary>As the serialiser writes.</summary>
    internal static JsonWriterOptions WriterOptions => new() { MaxDepth = MaxDepth, SkipValidation = true };

    /// <summary>Writes a document on one line.</summary>
    public static string Write(ConfigurationDocument document)
    {
        var octets = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(octets, WriterOptions)) ConfigurationWriter.Write(json, document);
        return Encoding.UTF8.GetString(octets.WrittenSpan);
    }

    /// <summary>Reads a document.</summary>
    /// <exception cref="JsonException">It is no configuration; the message says where.</exception>
    public static ConfigurationDocument Read(string json) => Read(Encoding.UTF8.GetBytes(json));

    /// <summary>Reads a document.</summary>
    /// <param name="octets">The document in UTF-8.</param>
    /// <exception cref="JsonException">It is no configuration; the message says where.</exception>
    public static ConfigurationDocument Read(ReadOnlySpan<byte> octets)
    {
        if (PlainJson.TryRead(octets, ConfigurationReader.Document, out var document)) return document;
        try
        {
            return JsonSerializer.Deserialize<ConfigurationDocument>(octets, Options) ?? throw new JsonException("a configuration must not be null");
        }
        catch (JsonException problem) when (problem.Path is { } path && !problem.Message.Contains(path, StringComparison.Ordinal))
        {
            // The serialiser writes the place into its own messages only, not into ours.
            throw new JsonException($"{path}: {problem.Message}", path, problem.LineNumber, problem.BytePositionInLine, problem);
        }
    }

    private static JsonSerializerOptions Create()
    {
        var options = new JsonSerializerOptions(JsonSerializerDefaults.Web)
        {
            UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
            DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
            AllowOutOfOrderMetadataProperties = true,
            AllowDuplicateProperties = false,
            RespectNullableAnnotations = true,
            RespectRequiredConstructorParameters = true,
            MaxDepth = MaxDepth,
            TypeInfoResolver = new DefaultJsonTypeInfoResolver { Modifiers = { RefuseNullElements, LeaveOutWhatIsEmpty } },
        };
        options.Converters.Add(new JsonStringEnumConverter(JsonNamingPolicy.CamelCase, allowIntegerValues: false));
        options.Converters.Insert(0, new RecordTypeConverter());
        options.Converters.Add(new DomainNameConverter());
        options.Converters.Add(new AddressConverter());
        options.Converters.Add(new PrefixConverter());
        options.Converters.Add(new TimeConverter());
        options.MakeReadOnly();
        return options;
    }

    // The serialiser checks members for null, but not the elements of lists.
    private static void RefuseNullElements(JsonTypeInfo type)
    {
        foreach (var property in type.Properties)
        {
            if (property.Set is not { } set || !property.PropertyType.IsGenericType || property.PropertyType.GenericTypeArguments[0].IsValueType
                || property.PropertyType.GetGenericTypeDefinition() != typeof(ImmutableArray<>)) continue;
            property.Set = (owner, value) =>
            {
                if (((IEnumerable<object?>)value!).Contains(null)) throw new JsonException("a list must not hold null");
                set(owner, value);
            };
        }
    }

    // The serialiser takes no object, no list and no text for a default value, however empty.
    private static void LeaveOutWhatIsEmpty(JsonTypeInfo type)
    {
        foreach (var property in type.Properties)
        {
            var isList = property.PropertyType.IsGenericType && property.PropertyType.GetGenericTypeDefinition() == typeof(ImmutableArray<>);
            if ((!isList && property.PropertyType != typeof(string) && property.PropertyType != typeof(Safety))
                || property.AttributeProvider?.GetCustomAttributes(typeof(JsonIgnoreAttribute), false) is not [JsonIgnoreAttribute { Condition: JsonIgnoreCondition.WhenWritingDefault }]) continue;
            property.ShouldSerialize = (_, value) => value is Safety safety ? safety != Safety.Usual : value is string { Length: > 0 } or ICollection { Count: > 0 };
        }
    }

    private sealed class DomainNameConverter : JsonConverter<DomainName>
    {
        public override DomainName Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            DomainName.TryParse(reader.GetString() ?? "", DomainName.Root, out var name, out var problem)
                ? name
                : throw new JsonException(problem);

        public override void Write(Utf8JsonWriter writer, DomainName value, JsonSerializerOptions options) =>
            writer.WriteStringValue(value.ToString());
    }

    private sealed class RecordTypeConverter : JsonConverter<RecordType>
    {
        public override RecordType Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            RecordTypes.TryParse(reader.GetString() ?? "", out var type)
                ? type
                : throw new JsonException($"'{reader.GetString()}' is no record type; write a mnemonic such as A, or TYPE123");

        public override void Write(Utf8JsonWriter writer, RecordType value, JsonSerializerOptions options) =>
            writer.WriteStringValue(RecordTypes.Format(value));
    }

    private sealed class AddressConverter : JsonConverter<IPAddress>
    {
        public override IPAddress Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            AddressText.TryParse(reader.GetString() ?? "", out var address, out var problem) ? address : throw new JsonException(problem);

        public override void Write(Utf8JsonWriter writer, IPAddress value, JsonSerializerOptions options) =>
            writer.WriteStringValue(value.ToString());
    }

    private sealed class PrefixConverter : JsonConverter<IPNetwork>
    {
        public override IPNetwork Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            PrefixText.TryParse(reader.GetString() ?? "", out var prefix, out var problem) ? prefix : throw new JsonException(problem);

        public override void Write(Utf8JsonWriter writer, IPNetwork value, JsonSerializerOptions options) =>
            writer.WriteStringValue(value.ToString());
    }

    private sealed class TimeConverter : JsonConverter<TimeOnly>
    {
        public override TimeOnly Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            ScheduleJson.TryParse(reader.GetString() ?? "", out var time) ? time : throw new JsonException($"'{reader.GetString()}' is no time of day; write hours and minutes such as 08:30");

        public override void Write(Utf8JsonWriter writer, TimeOnly value, JsonSerializerOptions options) => writer.WriteStringValue(ScheduleJson.Format(value));
    }
}
