using System.Net;
using System.Text.Json;
using System.Text.Json.Serialization;
using GlobalLb.Dns.Names;
using GlobalLb.Dns.Records;

namespace GlobalLb.Steering.Configuration;

/// <summary>The JSON form of configurations: what version documents, publications and exports hold.</summary>
public static class ConfigurationJson
{
    /// <summary>Camel case, texts for names, codes, addresses and kinds; a member we do not know is an error, not a silent loss.</summary>
    public static JsonSerializerOptions Options { get; } = Create();

    /// <summary>Writes a document.</summary>
    public static string Write(ConfigurationDocument document) => JsonSerializer.Serialize(document, Options);

    /// <summary>Reads a document.</summary>
    /// <exception cref="JsonException">It is no configuration; the message says where.</exception>
    public static ConfigurationDocument Read(string json) =>
        JsonSerializer.Deserialize<ConfigurationDocument>(json, Options) ?? throw new JsonException("a configuration must not be null");

    private static JsonSerializerOptions Create()
    {
        var options = new JsonSerializerOptions(JsonSerializerDefaults.Web)
        {
            UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
            DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
            AllowOutOfOrderMetadataProperties = true,
            MaxDepth = 64,
        };
        options.Converters.Add(new JsonStringEnumConverter(JsonNamingPolicy.CamelCase, allowIntegerValues: false));
        options.Converters.Insert(0, new RecordTypeConverter());
        options.Converters.Add(new DomainNameConverter());
        options.Converters.Add(new AddressConverter());
        options.Converters.Add(new PrefixConverter());
        options.MakeReadOnly(populateMissingResolver: true);
        return options;
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
            IPAddress.TryParse(reader.GetString(), out var address)
                ? address
                : throw new JsonException($"'{reader.GetString()}' is no IP address");

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
}
