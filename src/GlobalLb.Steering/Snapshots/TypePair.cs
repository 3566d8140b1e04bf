using GlobalLb.Steering.Configuration;

namespace GlobalLb.Steering.Snapshots;

/// <summary>How leaves and nodes stand for two types that only records answer, side by side as the two families do.</summary>
/// <param name="Leaves">How each leaf stands for both types, by its number: pools, then leaves of records.</param>
/// <param name="Nodes">How each node stands for both, by its index.</param>
/// <param name="Numbers">What nodes decide for both by time and health alone.</param>
internal sealed record TypePair(PoolStanding[] Leaves, Standing[] Nodes, int[] Numbers)
{
    // What stands first in the pair with MX: whether there is an alias, or anything else.
    private const SteeredTypes Alias = SteeredTypes.Cname;

    /// <summary>The pairs of all types but addresses, in the order of <see cref="SteeredTypes"/>; null: no leaf has any of the two.</summary>
    /// <param name="snapshot">How leaves stand for addresses at its moment; its pairs and node numbers are those of the snapshot before.</param>
    /// <param name="next">Is told when something changes by itself.</param>
    public static TypePair?[] Fold(Snapshot snapshot, ref Soonest next)
    {
        var records = snapshot.RecordLeaves;
        var pairs = new TypePair?[snapshot.RecordStandings.Length];
        for (var i = 0; i < pairs.Length; i++)
        {
            var first = (SteeredTypes)(4 << (i * 2));
            if ((records.AllTypes & (first | (SteeredTypes)((int)first << 1))) == 0) continue;
            var leaves = new PoolStanding[snapshot.PoolStandings.Length];
            Array.Fill(leaves, new PoolStanding(Standing.Evacuated));
            for (var leaf = 0; leaf < records.Count; leaf++) Set(leaves, snapshot.Endpoints.Pools.Length + leaf, records.Types(leaf), first);
            var given = snapshot with { PoolStandings = leaves, NodeNumbers = snapshot.RecordStandings[i]?.Numbers ?? snapshot.NodeNumbers };
            pairs[i] = new TypePair(leaves, PolicyFold.Fold(given, ref next, out var numbers), numbers);
            if (first == Alias) pairs[i]!.SetAlias(snapshot, ref next);
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

    private static void Set(PoolStanding[] leaves, int leaf, SteeredTypes types, SteeredTypes first)
    {
        leaves[leaf * 2] = new PoolStanding((types & first) != 0 ? Standing.Available : Standing.Evacuated);
        leaves[(leaf * 2) + 1] = new PoolStanding((types & (SteeredTypes)((int)first << 1)) != 0 ? Standing.Available : Standing.Evacuated);
    }

    // Each family with all records in it; what either of them has is there.
    private void SetAlias(Snapshot snapshot, ref Soonest next)
    {
        PoolStanding[] with = [.. snapshot.PoolStandings];
        for (var i = snapshot.Endpoints.Pools.Length * 2; i < with.Length; i++) with[i] = new PoolStanding(Standing.Available);
        var both = PolicyFold.Fold(snapshot with { PoolStandings = with }, ref next, out var numbers);
        for (var i = 0; i < with.Length; i += 2)
        {
            var better = with[i].Best >= with[i + 1].Best ? with[i] : with[i + 1];
            Leaves[i] = new PoolStanding(better.Best, better.Tenths);
        }

        for (var i = 0; i < both.Length; i += 2) Nodes[i] = both[i] >= both[i + 1] ? both[i] : both[i + 1];
        foreach (var fold in snapshot.Policies.Folds)
        {
            var isIPv4 = both[fold.Index * 2] >= both[(fold.Index * 2) + 1];
            fold.NumbersOf(numbers, isIPv4).CopyTo(fold.NumbersOf(Numbers, isIPv4: true));
        }
    }
}
