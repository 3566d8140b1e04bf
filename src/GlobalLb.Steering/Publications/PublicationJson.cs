using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using System.Text.Json;
using System.Text.Json.Serialization;
using GlobalLb.Steering.Configuration;

namespace GlobalLb.Steering.Publications;

/// <summary>The JSON form of publications: what the feed carries and edges keep on disk.</summary>
public static class PublicationJson
{
    private const string Kind = "kind";

    private static readonly HashSet<string> Kinds =
        [.. typeof(Publication).GetCustomAttributes<JsonDerivedTypeAttribute>().Select(each => (string)each.TypeDiscriminator!)];

    /// <summary>Writes a publication on one line.</summary>
    public static string Write(Publication publication) => JsonSerializer.Serialize(publication, ConfigurationJson.Options);

    /// <summary>Reads a publication.</summary>
    /// <param name="json">One JSON object.</param>
    /// <param name="publication">The publication, when it could be read.</param>
    /// <param name="problem">Why it could not, otherwise.</param>
    public static bool TryRead(string json, [NotNullWhen(true)] out Publication? publication, [NotNullWhen(false)] out string? problem)
    {
        problem = null;
        publication = null;
        try
        {
            publication = JsonSerializer.Deserialize<Publication>(json, ConfigurationJson.Options);
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
    /// <param name="json">What <see cref="TryRead"/> refused.</param>
    /// <returns>Null when it is of a known kind, or of none.</returns>
    public static string? FindUnknownKind(string json)
    {
        try
        {
            using var document = JsonDocument.Parse(json);
            return document.RootElement.ValueKind == JsonValueKind.Object && document.RootElement.TryGetProperty(Kind, out var kind)
                && kind.ValueKind == JsonValueKind.String && kind.GetString() is { } name && !Kinds.Contains(name) ? name : null;
        }
        catch (Exception refused) when (refused is JsonException or InvalidOperationException)
        {
            return null; // no JSON, or a text that is no text
        }
    }
}
