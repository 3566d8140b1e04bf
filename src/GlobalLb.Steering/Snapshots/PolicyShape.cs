using GlobalLb.Steering.Configuration;

namespace GlobalLb.Steering.Snapshots;

/// <summary>Policies that decide alike: the same tree, written down however often.</summary>
internal sealed class PolicyShape : IEqualityComparer<PolicyNode>
{
    public bool Equals(PolicyNode? left, PolicyNode? right) => ReferenceEquals(left, right) || (left, right) switch
    {
        (PoolNode one, PoolNode other) => one.Pool == other.Pool,
        (FailoverNode one, FailoverNode other) => HaveSameChildren(one, other),
        (WeightedNode one, WeightedNode other) =>
            one.Branches.Select(branch => branch.Weight).SequenceEqual(other.Branches.Select(branch => branch.Weight)) && HaveSameChildren(one, other),
        (GeographicNode one, GeographicNode other) =>
            one.Branches.Length == other.Branches.Length
            && one.Branches.Zip(other.Branches).All(pair => pair.First.Places.SequenceEqual(pair.Second.Places)) && HaveSameChildren(one, other),
        _ => false,
    };

    public int GetHashCode(PolicyNode node)
    {
        var hash = new HashCode();
        if (node is PoolNode pool) return pool.Pool.GetHashCode();
        hash.Add(node.GetType());
        foreach (var child in node.Children) hash.Add(GetHashCode(child));
        return hash.ToHashCode();
    }

    private bool HaveSameChildren(PolicyNode left, PolicyNode right) => left.Children.SequenceEqual(right.Children, this);
}
