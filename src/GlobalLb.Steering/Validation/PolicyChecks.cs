using GlobalLb.Steering.Configuration;

namespace GlobalLb.Steering.Validation;

/// <summary>Checks policy trees: those of steered names, and those that have a name of their own.</summary>
internal sealed class PolicyChecks(WrittenPools pools, WrittenPolicies policies, Problems problems)
{
    private const int MostNamed = 10;

    /// <summary>Checks the policies that others refer to.</summary>
    public static void CheckNamed(ConfigurationDocument document, WrittenPools pools, WrittenPolicies policies, Problems problems)
    {
        var checks = new PolicyChecks(pools, policies, problems);
        foreach (var (name, node) in document.Policies)
        {
            problems.AddBadCode(name.Value, $"policies[{name}].name");
            checks.CheckWhole(node, $"policies[{name}].node");
        }

        foreach (var loop in policies.FindLoops())
        {
            var way = loop.Count <= MostNamed ? string.Join(" → ", loop) : $"{string.Join(" → ", loop.Take(MostNamed))} → …";
            problems.Add($"policies[{loop[0]}].node", $"the policy '{loop[0]}' comes back to itself: {way}; take one of these references out");
        }

        problems.AddDuplicates(document.Policies.Select(policy => policy.Name.Value), "policies", "name");
    }

    /// <summary>Checks a tree and what it comes to with all it refers to.</summary>
    public void CheckWhole(PolicyNode node, string path)
    {
        var before = problems.Count;
        Check(node, path, 1);
        if (problems.Count > before) return; // a tree that is wrong says nothing about what it comes to

        var (deep, nodes) = policies.ExtentOf(node);
        problems.AddUnless(deep <= PolicyNode.MaxDepth, path, $"with what it refers to, the policy is {deep} nodes deep; a policy may be {PolicyNode.MaxDepth} nodes deep, so flatten it");
        problems.AddUnless(
            nodes <= PolicyNode.MaxNodes || !node.AndAllBelow().Any(each => each is ReferenceNode), path,
            $"with what it refers to, the policy comes to {nodes:0} nodes; at most {PolicyNode.MaxNodes} are evaluated, so refer to less");
    }

    private void Check(PolicyNode node, string path, int depth)
    {
        // The depth bounds the recursion: a document is untrusted until it has passed here.
        if (depth > PolicyNode.MaxDepth)
        {
            problems.Add(path, $"a policy may be {PolicyNode.MaxDepth} nodes deep; flatten this one");
            return;
        }

        if (node.Minimum is { } minimum) Check(minimum, $"{path}.minimum");
        switch (node)
        {
            case PoolNode pool:
                problems.AddUnless(pools.Has(pool.Pool), $"{path}.pool", $"there is no pool '{pool.Pool}'; add it first or choose one that exists");
                if (pool.Most is { } most) problems.AddOutside(most, 1, PoolNode.MostAddresses, $"{path}.most");
                break;
            case FailoverNode failover:
                problems.AddUnless(!failover.Order.IsEmpty, $"{path}.order", "failover needs at least one child");
                problems.AddOutside(failover.Trickle, 0, 100, $"{path}.trickle", " percent");
                CheckAll(failover.Order, $"{path}.order", depth);
                break;
            case WeightedNode weighted:
                Check(weighted.Branches, "weighted", $"{path}.branches", depth);
                break;
            case GeographicNode geographic:
                Check(geographic, path, depth);
                break;
            case RecordsNode records:
                StaticChecks.Check(records.Records, $"{path}.records", problems);
                break;
            case ReferenceNode reference:
                problems.AddUnless(policies.Has(reference.Policy), $"{path}.policy", $"there is no policy '{reference.Policy}'; add it to the policies first or choose one that exists");
                break;
            case RoundRobinNode roundRobin:
                problems.AddUnless(!roundRobin.Members.IsEmpty, $"{path}.children", "round robin needs at least one child");
                CheckAll(roundRobin.Members, $"{path}.children", depth);
                break;
            case StickyNode sticky:
                problems.AddOutside(sticky.IPv4Prefix, 1, 32, $"{path}.ipv4Prefix", " bits");
                problems.AddOutside(sticky.IPv6Prefix, 1, 128, $"{path}.ipv6Prefix", " bits");
                Check(sticky.Branches, "sticky", $"{path}.branches", depth);
                break;
            case ShedNode shed:
                problems.AddOutside(shed.Share, 0, 100, $"{path}.share", " percent");
                Check(shed.From, $"{path}.from", depth + 1);
                Check(shed.To, $"{path}.to", depth + 1);
                break;
        }
    }

    private void Check(Minimum minimum, string path)
    {
        problems.AddUnless(minimum.Count is null != minimum.Share is null, path, "a minimum is either a count of endpoints or a share of their weight; write one of the two");
        if (minimum.Count is { } count) problems.AddOutside(count, 1, 1_000_000, $"{path}.count");
        if (minimum.Share is { } share) problems.AddOutside(share, 1, 100, $"{path}.share", " percent");
    }

    private void CheckAll(IReadOnlyList<PolicyNode> nodes, string path, int depth)
    {
        for (var i = 0; i < nodes.Count; i++) Check(nodes[i], $"{path}[{i}]", depth + 1);
    }

    private void Check(IReadOnlyList<WeightedBranch> branches, string kind, string path, int depth)
    {
        problems.AddUnless(branches.Count > 0, path, $"{kind} needs at least one branch");
        problems.AddUnless(branches.Count == 0 || branches.Any(branch => branch.Weight > 0), path, "all weights are 0; give at least one branch a share");
        for (var i = 0; i < branches.Count; i++)
        {
            problems.AddOutside(branches[i].Weight, 0, 1_000_000, $"{path}[{i}].weight");
            Check(branches[i].Node, $"{path}[{i}].node", depth + 1);
        }
    }

    private void Check(GeographicNode geographic, string path, int depth)
    {
        for (var i = 0; i < geographic.Branches.Length; i++)
        {
            problems.AddUnless(!geographic.Branches[i].Places.IsDefaultOrEmpty, $"{path}.branches[{i}].places", "a branch needs at least one place");
            Check(geographic.Branches[i].Node, $"{path}.branches[{i}].node", depth + 1);
        }

        problems.AddDuplicates(geographic.Branches.SelectMany(branch => branch.Places.IsDefault ? [] : branch.Places).Select(place => place.ToString()), $"{path}.branches", "place");
        Check(geographic.Otherwise, $"{path}.otherwise", depth + 1);
    }
}
