using System.Text.Json.Serialization;
using GlobalLb.Steering.Health;

namespace GlobalLb.Steering.Publications;

/// <summary>A whole health table.</summary>
public sealed record HealthPublication : Publication
{
    /// <summary>Grows with every table of a term.</summary>
    public required long Sequence { get; init; }

    /// <summary>The health of all endpoints.</summary>
    public required HealthTable Table { get; init; }

    /// <inheritdoc/>
    [JsonIgnore]
    public override long Order => Sequence;
}
