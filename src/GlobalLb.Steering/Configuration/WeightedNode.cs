using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace GlobalLb.Steering.Configuration;

/// <summary>One available child, drawn by weight for every answer.</summary>
public sealed record WeightedNode : PolicyNode
{
    /// <summary>The children with their weights.</summary>
    public ImmutableArray<WeightedBranch> Branches { get; init; } = [];

    /// <inheritdoc/>
    [JsonIgnore]
    public override IEnumerable<PolicyNode> Children => Branches.Select(branch => branch.Node);
}
