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
                problems.AddUnless(
                    failover.FailedBackAt is null || failover.FailBack == FailBack.Manual, $"{path}.failedBackAt", "only a manual failover is told when to fail back; leave this out, or set failBack to manual");
                break;
            case WeightedNode weighted:
                Check(weighted.Branches, "weighted", $"{path}.branches", depth);
                break;
            case GeographicNode geographic:
                Check(geographic, path, depth);
                break;
            case ScheduleNode schedule:
                TimeChecks.Check(schedule, path, problems);
                CheckAll(schedule.Windows, window => window.Node, $"{path}.windows", depth);
                CheckAll(schedule.Exceptions, exception => exception.Node, $"{path}.exceptions", depth);
                Check(schedule.Otherwise, $"{path}.otherwise", depth + 1);
                break;
            case RampNode ramp:
                TimeChecks.Check(ramp, path, problems);
                Check(ramp.From, $"{path}.from", depth + 1);
                Check(ramp.To, $"{path}.to", depth + 1);
                break;
            case CapacityNode capacity:
                problems.AddUnless(!capacity.Branches.IsEmpty, $"{path}.branches", "capacity needs at least one branch");
                CheckAll(capacity.Branches, branch => branch.Node, $"{path}.branches", depth);
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
            case NearestNode nearest:
                CheckRegions([.. nearest.Branches.Select(branch => (branch.Region, branch.Node))], "nearest", $"{path}.branches", depth);
                for (var i = 0; i < nearest.Branches.Length; i++) problems.AddOutside(nearest.Branches[i].Bias, -99, 99, $"{path}.branches[{i}].bias", " percent");
                if (nearest.Most is { } candidates) problems.AddOutside(candidates, 1, NearestNode.MostBranches, $"{path}.most");
                break;
            case FastestNode fastest:
                CheckRegions([.. fastest.Branches.Select(branch => (branch.Region, branch.Node))], "fastest", $"{path}.branches", depth);
                problems.AddOutside(fastest.Band, 0, 1000, $"{path}.band", " percent");
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

    private void CheckAll<T>(IReadOnlyList<T> items, Func<T, PolicyNode> nodeOf, string path, int depth)
    {
        for (var i = 0; i < items.Count; i++) Check(nodeOf(items[i]), $"{path}[{i}].node", depth + 1);
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
            // Nothing at all behind a fence is meant, and for everyone else: these clients are kept out. Anywhere else it is forgotten.
            if (geographic.Branches[i] is { Fence: true, Node: RecordsNode { KeepsOut: true } }) continue;
            Check(geographic.Branches[i].Node, $"{path}.branches[{i}].node", depth + 1);
        }

        problems.AddDuplicates(geographic.Branches.SelectMany(branch => branch.Places.IsDefault ? [] : branch.Places).Select(place => place.ToString()), $"{path}.branches", "place");
        problems.AddUnless(!geographic.Branches.IsEmpty || geographic.Otherwise is not null, $"{path}.branches", "geographic needs at least one branch, or a child for everyone else under otherwise");
        if (geographic.Otherwise is { } otherwise && !(geographic.IsClosed && !geographic.Branches.IsEmpty)) Check(otherwise, $"{path}.otherwise", depth + 1);
    }

    private void CheckRegions(IReadOnlyList<(RegionCode? Region, PolicyNode Node)> branches, string kind, string path, int depth)
    {
        problems.AddUnless(branches.Count > 0, path, $"{kind} needs at least one branch");
        problems.AddUnless(branches.Count <= NearestNode.MostBranches, path, $"{kind} has {branches.Count} branches; at most {NearestNode.MostBranches} are compared");
        for (var i = 0; i < branches.Count; i++)
        {
            var (region, node) = branches[i];
            var before = problems.Count;
            Check(node, $"{path}[{i}].node", depth + 1);
            if (region is { } code) problems.AddUnless(pools.Has(code), $"{path}[{i}].region", $"there is no region '{code}'; add it first or choose one that exists");
            else if (problems.Count == before) problems.AddUnless(policies.PoolsOf(node).Any(), $"{path}[{i}].region", "the branch comes to no pool whose region could count; name a region");
        }
    }
}
