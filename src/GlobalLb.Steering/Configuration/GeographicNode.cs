using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace GlobalLb.Steering.Configuration;

/// <summary>
/// The child whose place fits the client best: the longest prefix, else the autonomous system, the subdivision, the country, the
/// continent, else <see cref="Otherwise"/>. A fitting child that is not available is passed over for the next best fit, unless
/// its branch is a fence.
/// </summary>
public sealed record GeographicNode : PolicyNode
{
    /// <summary>The children with the places they are for.</summary>
    public ImmutableArray<GeographicBranch> Branches { get; init; } = [];

    /// <summary>For clients from anywhere else, and when no fitting child is available; null: this node has nothing for them. A leaf without records keeps them out, as a fence does.</summary>
    public PolicyNode? Otherwise { get; init; }

    /// <summary>Whether nobody is let through but those that a branch is for.</summary>
    [JsonIgnore]
    internal bool IsClosed => Otherwise is RecordsNode { KeepsOut: true };

    /// <inheritdoc/>
    [JsonIgnore]
    public override IEnumerable<PolicyNode> Children => Branches.Select(branch => branch.Node).Concat(Otherwise is { } otherwise ? [otherwise] : []);
}
