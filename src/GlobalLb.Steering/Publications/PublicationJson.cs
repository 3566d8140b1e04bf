using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using GlobalLb.Steering.Configuration;

namespace GlobalLb.Steering.Publications;

/// <summary>The JSON form of publications: what the feed carries and edges keep on disk.</summary>
public static class PublicationJson
{
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
}
