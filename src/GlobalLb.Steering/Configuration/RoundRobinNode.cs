using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace GlobalLb.Steering.Configuration;

/// <summary>One available child, each as often as any other, drawn for every answer.</summary>
public sealed record RoundRobinNode : PolicyNode
{
    /// <summary>The children.</summary>
    [JsonPropertyName("children")]
    public ImmutableArray<PolicyNode> Members { get; init; } = [];

    /// <inheritdoc/>
    [JsonIgnore]
    public override IEnumerable<PolicyNode> Children => Members;
}
