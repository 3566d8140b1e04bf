using System.Net;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using GlobalLb.Dns.Names;
using GlobalLb.Dns.Records;
using GlobalLb.Steering.Configuration;

namespace GlobalLb.Server.Declaring;

/// <summary>A text, such as a name or an address; the serialiser's converter of the type knows which texts are right.</summary>
/// <param name="contract">What the serialiser knows of the type.</param>
internal sealed class TextShape(JsonTypeInfo contract) : Shape
{
    private static readonly Dictionary<Type, (string What, string Example)> Known = new()
    {
        [typeof(DomainName)] = ("an absolute DNS name", "www.example.com."),
        [typeof(IPAddress)] = ("an IPv4 or IPv6 address", "192.0.2.1"),
        [typeof(IPNetwork)] = ("a prefix", "203.0.113.0/24"),
        [typeof(RecordType)] = ("a record type", "A"),
        [typeof(PlaceMatch)] = ("a place", "country:DE"),
        [typeof(DateTimeOffset)] = ("a moment", "2026-12-24T18:00:00Z"),
        [typeof(DateOnly)] = ("a date", "2026-12-24"),
        [typeof(TimeOnly)] = ("a time of day", "18:00:00"),
    };

    /// <summary>What it is, for the schema; null: any text.</summary>
    public string? Description => Known.TryGetValue(contract.Type, out var known) ? $"{known.What}, such as {known.Example}" : null;

    /// <summary>Whether a text is right.</summary>
    /// <param name="text">The text.</param>
    /// <returns>Null when it is; otherwise a sentence that says what would be.</returns>
    public string? Check(string text)
    {
        if (contract.Type == typeof(string)) return null;
        try
        {
            _ = Read(text);
            return null;
        }
        catch (JsonException failure)
        {
            // The serialiser's own words are about types and paths of JSON; the converters' are for people.
            var isOwn = failure.Message.Contains("JSON", StringComparison.Ordinal) || failure.InnerException is not null;
            return !isOwn ? failure.Message
                : Known.TryGetValue(contract.Type, out var known) ? $"'{text}' is not {known.What}; write one such as {known.Example}"
                : $"'{text}' cannot be read as {Words.Lower(contract.Type.Name)}";
        }
    }

    /// <summary>The text that is always written for what a text means; the text itself when it is not right.</summary>
    public string Canonicalise(string text)
    {
        if (contract.Type == typeof(string) || Check(text) is not null) return text;
        using var json = JsonSerializer.SerializeToDocument(Read(text), contract);
        return json.RootElement.GetString() ?? text;
    }

    private object? Read(string text) => JsonSerializer.Deserialize(JsonSerializer.SerializeToUtf8Bytes(text, ConfigurationJson.Options), contract);
}
