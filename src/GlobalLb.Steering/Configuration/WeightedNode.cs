using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace GlobalLb.Steering.Configuration;

/// <summary>One available child, drawn by weight for every answer.</summary>
public sealed record WeightedNode : PolicyNode
{
    /// <summary>The children with their weights.</summary>
    public ImmutableArray<WeightedBranch> Branches { get; init; } = [];

    /// <summary>
    /// Whether the draw comes from the client's network (/24, or /56 in IPv6) instead of chance. When what is available changes, all shares
    /// move; those of a <see cref="StickyNode"/> do not.
    /// </summary>
    [JsonPropertyName("sticky"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool IsSticky { get; init; }

    /// <inheritdoc/>
    [JsonIgnore]
    public override IEnumerable<PolicyNode> Children => Branches.Select(branch => branch.Node);
}
