using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace GlobalLb.Steering.Configuration;

/// <summary>
/// The first branch is home; what its region cannot bear goes to the others, drawn for every answer. In each address family by itself:
/// <code>
///  over       what is more in home's load than its capacity; all of its load when home has nothing available; 0 when home has
///             no load written, or no capacity and something available
///  room       of another branch that has something available: its region's capacity less its load, at least 0; without a capacity,
///             as much as the roomiest of the others, and at least what is over. 0 when its region is that of an earlier branch.
///             When several regions of the configuration are over, each may have of it its part of all that is over.
///  nearest    of over: to the branch whose region is nearest to home's, up to its room; then the next
///  spread     of over: in equal parts; who has less room than that takes what it has, and the rest is spread over the others
///  aware      of over: in proportion to room
///  left over  when nobody has room for it: it stays with home. When home has nothing available, it is shared in the same way as
///             if there were room (by capacity instead of room when aware).
/// </code>
/// A branch that is drawn and has nothing for a client is followed by the others in the order written.
/// </summary>
public sealed record CapacityNode : PolicyNode
{
    /// <summary>The branches, home first.</summary>
    public ImmutableArray<CapacityBranch> Branches { get; init; } = [];

    /// <summary>Where goes what home cannot bear.</summary>
    public CapacityOverflow Overflow { get; init; } = CapacityOverflow.Nearest;

    /// <inheritdoc/>
    [JsonIgnore]
    public override IEnumerable<PolicyNode> Children => Branches.Select(branch => branch.Node);
}
