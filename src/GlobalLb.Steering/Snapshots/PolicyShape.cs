using GlobalLb.Steering.Configuration;

namespace GlobalLb.Steering.Snapshots;

/// <summary>Policies that decide alike: the same tree, written down however often.</summary>
internal sealed class PolicyShape : IEqualityComparer<PolicyNode>
{
    public bool Equals(PolicyNode? left, PolicyNode? right) => ReferenceEquals(left, right)
        || (left is not null && right is not null && left.GetType() == right.GetType() && left.Minimum == right.Minimum
            && HaveSameMembers(left, right) && left.Children.SequenceEqual(right.Children, this));

    public int GetHashCode(PolicyNode node)
    {
        var hash = new HashCode();
        if (node is PoolNode pool) return pool.Pool.GetHashCode();
        hash.Add(node.GetType());
        if (node is ReferenceNode reference) hash.Add(reference.Policy);
        foreach (var child in node.Children) hash.Add(GetHashCode(child));
        return hash.ToHashCode();
    }

    // What a kind has besides its children.
    private static bool HaveSameMembers(PolicyNode left, PolicyNode right) => (left, right) switch
    {
        (PoolNode one, PoolNode other) => one.Pool == other.Pool && one.Most == other.Most,
        (FailoverNode one, FailoverNode other) => one.Trickle == other.Trickle,
        (WeightedNode one, WeightedNode other) => one.IsSticky == other.IsSticky && HaveSameWeights(one.Branches, other.Branches),
        (GeographicNode one, GeographicNode other) =>
            one.Branches.Length == other.Branches.Length && one.Branches.Zip(other.Branches).All(pair => pair.First.Places.SequenceEqual(pair.Second.Places)),
        (ReferenceNode one, ReferenceNode other) => one.Policy == other.Policy,
        (RoundRobinNode, RoundRobinNode) => true,
        (StickyNode one, StickyNode other) => (one.IPv4Prefix, one.IPv6Prefix) == (other.IPv4Prefix, other.IPv6Prefix) && HaveSameWeights(one.Branches, other.Branches),
        (ShedNode one, ShedNode other) => (one.Share, one.IsSticky) == (other.Share, other.IsSticky),
        (RecordsNode one, RecordsNode other) => one.Records.SequenceEqual(other.Records),
        _ => false,
    };

    private static bool HaveSameWeights(IEnumerable<WeightedBranch> one, IEnumerable<WeightedBranch> other) =>
        one.Select(branch => branch.Weight).SequenceEqual(other.Select(branch => branch.Weight));
}
