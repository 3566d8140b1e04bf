using GlobalLb.Steering.Configuration;

namespace GlobalLb.Steering.Snapshots;

/// <summary>How leaves and nodes stand for two types that only records answer, side by side as the two families do.</summary>
/// <param name="Leaves">How each leaf stands for both types, by its number: pools, then leaves of records.</param>
/// <param name="Nodes">How each node stands for both, by its index.</param>
internal sealed record TypePair(PoolStanding[] Leaves, Standing[] Nodes)
{
    // What stands first in the pair with MX: whether there is an alias, or anything else.
    private const SteeredTypes Alias = SteeredTypes.Cname;

    /// <summary>The pairs of all types but addresses, in the order of <see cref="SteeredTypes"/>; null: no leaf has any of the two.</summary>
    /// <param name="policies">The policies.</param>
    /// <param name="records">The leaves of records.</param>
    /// <param name="endpoints">All endpoints.</param>
    /// <param name="standings">How they stand.</param>
    /// <param name="addresses">How leaves stand for A and AAAA.</param>
    public static TypePair?[] Fold(PolicyTable policies, RecordLeaves records, EndpointTable endpoints, ReadOnlyMemory<Standing> standings, PoolStanding[] addresses)
    {
        var pairs = new TypePair?[3];
        for (var i = 0; i < pairs.Length; i++)
        {
            var first = (SteeredTypes)(4 << (i * 2));
            if ((records.AllTypes & (first | (SteeredTypes)((int)first << 1))) == 0) continue;
            var leaves = new PoolStanding[addresses.Length];
            for (var leaf = 0; leaf < records.Count; leaf++) Set(leaves, endpoints.Pools.Length + leaf, records.Types(leaf), first);
            var nodes = PolicyFold.Fold(policies, endpoints, standings, leaves);
            if (first == Alias) SetAlias(policies, records, endpoints, standings, addresses, leaves, nodes);
            pairs[i] = new TypePair(leaves, nodes);
        }

        return pairs;
    }

    /// <summary>How leaves stand for A and AAAA, those of records behind the pools.</summary>
    public static PoolStanding[] Append(RecordLeaves records, PoolStanding[] pools)
    {
        if (records.Count == 0) return pools;
        var leaves = new PoolStanding[pools.Length + (records.Count * 2)];
        pools.CopyTo(leaves, 0);
        for (var leaf = 0; leaf < records.Count; leaf++) Set(leaves, (pools.Length / 2) + leaf, records.Types(leaf), SteeredTypes.A);
        return leaves;
    }

    // Each family with the aliases in it; what either of them has is there.
    private static void SetAlias(
        PolicyTable policies, RecordLeaves records, EndpointTable endpoints, ReadOnlyMemory<Standing> standings, PoolStanding[] addresses, PoolStanding[] leaves, Standing[] nodes)
    {
        PoolStanding[] with = [.. addresses];
        for (var leaf = 0; leaf < records.Count; leaf++)
        {
            var at = (endpoints.Pools.Length + leaf) * 2;
            with[at] = with[at + 1] = new PoolStanding(Standing.Available);
        }

        var both = PolicyFold.Fold(policies, endpoints, standings, with);
        for (var i = 0; i < with.Length; i += 2) leaves[i] = new PoolStanding(with[i].Best > with[i + 1].Best ? with[i].Best : with[i + 1].Best);
        for (var i = 0; i < both.Length; i += 2) nodes[i] = both[i] > both[i + 1] ? both[i] : both[i + 1];
    }

    private static void Set(PoolStanding[] leaves, int leaf, SteeredTypes types, SteeredTypes first)
    {
        leaves[leaf * 2] = new PoolStanding((types & first) != 0 ? Standing.Available : Standing.Evacuated);
        leaves[(leaf * 2) + 1] = new PoolStanding((types & (SteeredTypes)((int)first << 1)) != 0 ? Standing.Available : Standing.Evacuated);
    }
}
