using System.Text.Json;
using GlobalLb.Steering.Configuration;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace GlobalLb.Store.Tables;

/// <summary>Keeps a part of the configuration as JSON, in the form documents have.</summary>
/// <typeparam name="TPart">The part.</typeparam>
internal sealed class ModelJson<TPart>() : ValueConverter<TPart, string>(part => Write(part), json => Read(json))
    where TPart : class
{
    /// <summary>The JSON of a part.</summary>
    public static string Write(TPart part) => JsonSerializer.Serialize(part, ConfigurationJson.Options);

    private static TPart Read(string json) => JsonSerializer.Deserialize<TPart>(json, ConfigurationJson.Options)!;
}
