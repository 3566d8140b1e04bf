using System.Text.Json.Serialization;
using GlobalLb.Steering.Aliases;

namespace GlobalLb.Steering.Publications;

/// <summary>A whole table of what the targets of ALIAS records have.</summary>
public sealed record AliasPublication : Publication
{
    /// <summary>Grows with every table of a term.</summary>
    public required long Sequence { get; init; }

    /// <summary>What is known of all targets.</summary>
    public required AliasTable Table { get; init; }

    /// <inheritdoc/>
    [JsonIgnore]
    public override long Order => Sequence;
}
