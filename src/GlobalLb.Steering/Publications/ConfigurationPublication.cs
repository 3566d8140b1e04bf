using System.Text.Json.Serialization;
using GlobalLb.Steering.Configuration;

namespace GlobalLb.Steering.Publications;

/// <summary>A whole configuration.</summary>
public sealed record ConfigurationPublication : Publication
{
    /// <summary>Its version.</summary>
    public required long Version { get; init; }

    /// <summary>What the operator wrote.</summary>
    public required ConfigurationDocument Document { get; init; }

    /// <inheritdoc/>
    [JsonIgnore]
    public override long Order => Version;
}
