using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace GlobalLb.Steering.Configuration;

/// <summary>
/// A leaf: records as they are written, always available for the types that it has. A CNAME stands alone and answers every
/// type: clients of this leaf are sent to another name. A leaf without records never has anything; it stands behind a fence
/// or for everyone else of a <see cref="GeographicNode"/>, and keeps clients out.
/// </summary>
public sealed record RecordsNode : PolicyNode
{
    /// <summary>The records.</summary>
    public ImmutableArray<StaticRecord> Records { get; init; } = [];

    /// <summary>Whether it is there to keep clients out.</summary>
    [JsonIgnore]
    internal bool KeepsOut => Records.IsEmpty && Minimum is null;

    /// <inheritdoc/>
    [JsonIgnore]
    public override IEnumerable<PolicyNode> Children => [];
}
