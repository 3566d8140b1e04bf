using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Text;
using System.Text.Json;
using GlobalLb.Steering.Configuration;

namespace GlobalLb.Steering.Publications;

/// <summary>The JSON form of publications: what the feed carries and edges keep on disk.</summary>
public static class PublicationJson
{
    private const string Kind = "kind";

    /// <summary>Writes a publication on one line.</summary>
    public static string Write(Publication publication)
    {
        var octets = new ArrayBufferWriter<byte>();
        Write(publication, octets);
        return Encoding.UTF8.GetString(octets.WrittenSpan);
    }

    /// <summary>Writes a publication on one line, in UTF-8.</summary>
    public static void Write(Publication publication, IBufferWriter<byte> octets)
    {
        using var json = new Utf8JsonWriter(octets, ConfigurationJson.WriterOptions);
        PublicationWriter.Write(json, publication);
    }

    /// <summary>Reads a publication.</summary>
    /// <param name="json">One JSON object.</param>
    /// <param name="publication">The publication, when it could be read.</param>
    /// <param name="problem">Why it could not, otherwise.</param>
    public static bool TryRead(string json, [NotNullWhen(true)] out Publication? publication, [NotNullWhen(false)] out string? problem) =>
        TryRead(Encoding.UTF8.GetBytes(json), out publication, out problem);

    /// <summary>Reads a publication.</summary>
    /// <param name="octets">One JSON object in UTF-8.</param>
    /// <param name="publication">The publication, when it could be read.</param>
    /// <param name="problem">Why it could not, otherwise.</param>
    public static bool TryRead(ReadOnlySpan<byte> octets, [NotNullWhen(true)] out Publication? publication, [NotNullWhen(false)] out string? problem)
    {
        problem = null;
        if (PlainJson.TryRead(octets, PublicationReader.Publication, out publication)) return true;
        try
        {
            publication = JsonSerializer.Deserialize<Publication>(octets, ConfigurationJson.Options);
            if (publication is null) problem = "a publication must not be null";
        }
        catch (Exception refused) when (refused is JsonException or NotSupportedException)
        {
            problem = refused.Message;
        }

        return publication is not null;
    }

    /// <summary>
    /// The kind of a publication that could not be read because it is of a kind that is not known here: a newer Control says
    /// more than an older edge understands, and that is no mistake.
    /// </summary>
    /// <param name="json">What <see cref="TryRead(string, out Publication?, out string?)"/> refused.</param>
    /// <returns>Null when it is of a known kind, or of none.</returns>
    public static string? FindUnknownKind(string json) => FindUnknownKind(Encoding.UTF8.GetBytes(json));

    /// <inheritdoc cref="FindUnknownKind(string)"/>
    /// <param name="octets">What <see cref="TryRead(ReadOnlySpan{byte}, out Publication?, out string?)"/> refused.</param>
    public static string? FindUnknownKind(ReadOnlySpan<byte> octets)
    {
        try
        {
            var reader = new Utf8JsonReader(octets);
            using var document = JsonDocument.ParseValue(ref reader);
            return !reader.Read() && document.RootElement.ValueKind == JsonValueKind.Object && document.RootElement.TryGetProperty(Kind, out var kind)
                && kind.ValueKind == JsonValueKind.String && kind.GetString() is { } name && !PublicationWords.Kinds.Contains(name) ? name : null;
        }
        catch (Exception refused) when (refused is JsonException or InvalidOperationException)
        {
            return null; // no JSON, or a text that is no text
        }
    }
}
