using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace GlobalLb.Steering.Configuration;

/// <summary>
/// The available child whose region is nearest to the client, by the great circle. When nothing says where the client is, the
/// order written counts.
/// </summary>
public sealed record NearestNode : PolicyNode
{
    /// <summary>The most branches there may be.</summary>
    public const int MostBranches = 128;

    /// <summary>The children with their regions.</summary>
    public ImmutableArray<NearestBranch> Branches { get; init; } = [];

    /// <summary>How many children, nearest first, are tried before this node has nothing; null: all.</summary>
    public int? Most { get; init; }

    /// <inheritdoc/>
    [JsonIgnore]
    public override IEnumerable<PolicyNode> Children => Branches.Select(branch => branch.Node);
}
