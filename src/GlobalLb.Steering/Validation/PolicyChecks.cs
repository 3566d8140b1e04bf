using GlobalLb.Steering.Configuration;

namespace GlobalLb.Steering.Validation;

internal static class PolicyChecks
{
    public static void Check(WrittenPools pools, PolicyNode node, string path, Problems problems, int depth = 1)
    {
        // The depth bounds the recursion: a document is untrusted until it has passed here.
        if (depth > PolicyNode.MaxDepth)
        {
            problems.Add(path, $"a policy may be {PolicyNode.MaxDepth} nodes deep; flatten this one");
            return;
        }

        switch (node)
        {
            case PoolNode pool:
                problems.AddUnless(pools.Has(pool.Pool), $"{path}.pool", $"there is no pool '{pool.Pool}'; add it first or choose one that exists");
                break;
            case FailoverNode failover:
                problems.AddUnless(!failover.Order.IsEmpty, $"{path}.order", "failover needs at least one child");
                for (var i = 0; i < failover.Order.Length; i++) Check(pools, failover.Order[i], $"{path}.order[{i}]", problems, depth + 1);
                break;
            case WeightedNode weighted:
                problems.AddUnless(!weighted.Branches.IsEmpty, $"{path}.branches", "weighted needs at least one branch");
                problems.AddUnless(weighted.Branches.IsEmpty || weighted.Branches.Any(branch => branch.Weight > 0), $"{path}.branches", "all weights are 0; give at least one branch a share");
                for (var i = 0; i < weighted.Branches.Length; i++)
                {
                    problems.AddOutside(weighted.Branches[i].Weight, 0, 1_000_000, $"{path}.branches[{i}].weight");
                    Check(pools, weighted.Branches[i].Node, $"{path}.branches[{i}].node", problems, depth + 1);
                }

                break;
            case GeographicNode geographic:
                for (var i = 0; i < geographic.Branches.Length; i++)
                {
                    problems.AddUnless(!geographic.Branches[i].Places.IsDefaultOrEmpty, $"{path}.branches[{i}].places", "a branch needs at least one place");
                    Check(pools, geographic.Branches[i].Node, $"{path}.branches[{i}].node", problems, depth + 1);
                }

                problems.AddDuplicates(geographic.Branches.SelectMany(branch => branch.Places.IsDefault ? [] : branch.Places).Select(place => place.ToString()), $"{path}.branches", "place");
                Check(pools, geographic.Otherwise, $"{path}.otherwise", problems, depth + 1);
                break;
        }
    }

    /// <summary>The pools a valid tree reaches.</summary>
    public static IEnumerable<PoolCode> Pools(PolicyNode node) =>
        node is PoolNode pool ? [pool.Pool] : node.Children.SelectMany(Pools);
}
