using System.Runtime.InteropServices;
using GlobalLb.Steering.Configuration;

namespace GlobalLb.Steering.Snapshots;

/// <summary>Writes policy trees as numbers; equal trees are written once, however many names have them.</summary>
internal sealed class PolicyCompiler(ConfigurationDocument document, EndpointTable endpoints)
{
    private readonly Dictionary<PoolCode, int> _pools = document.Pools.Index().ToDictionary(item => item.Item.Code, item => item.Index);
    private readonly Dictionary<PolicyName, int> _names = document.Policies.Index().ToDictionary(item => item.Item.Name, item => item.Index);
    private readonly Dictionary<PolicyNode, int> _nodes = new(new PolicyShape());
    private readonly Dictionary<(int Root, uint Ttl, Fallback Fallback), int> _policies = [];
    private readonly PlaceSets _sets = new(document);
    private readonly List<int> _places = [];
    private readonly List<(int Index, Minimum Minimum)> _minimums = [];
    private readonly List<FoldedNode> _folds = [];
    private readonly List<int> _numbers = [];

    /// <summary>What nodes make of places.</summary>
    public PlaceSet[] Sets => _sets.ToArray();

    /// <summary>The table of all policies.</summary>
    public PolicyTable ToTable() => new([.. _numbers], _policies.Count)
    {
        Nodes = [.. _places],
        Minimums = [.. _minimums],
        Folds = [.. _folds],
        Names = [.. document.Policies.Select(policy => policy.Name)],
    };

    /// <summary>Compiles what decides for a name; gives the place of its policy.</summary>
    public int Compile(SteeredName name)
    {
        var key = (Root: Compile(name.Policy), name.Ttl, name.Fallback);
        if (_policies.TryGetValue(key, out var at)) return at;
        var pools = new List<int>();
        Collect(key.Root, pools);
        _policies.Add(key, at = _numbers.Count);
        CompiledPolicy.Write(_numbers, key.Ttl, key.Fallback, key.Root, pools, pools.Exists(pool => Has(pool, true)), pools.Exists(pool => Has(pool, false)));
        return at;
    }

    private bool Has(int pool, bool isIPv4) => endpoints.Pools[pool].CountOf(isIPv4) > 0;

    private int Compile(PolicyNode node)
    {
        if (node is PoolNode { Most: null, Minimum: null } pool) return ~_pools[pool.Pool];
        if (_nodes.TryGetValue(node, out var at)) return at;
        int[] children = [.. ChildrenOf(node)];
        var isPartial = IsPartial(node) || Array.Exists(children, IsPartial);
        if (node.Minimum is { } minimum) _minimums.Add((_places.Count, minimum));
        int[] numbers = [.. NumbersOf(node, Fold(node, children))];
        at = _numbers.Count;
        _numbers.AddRange([CompiledNode.Head(KindOf(node), isPartial, node.Minimum is not null, children.Length), _places.Count, .. children, .. numbers]);
        _places.Add(at);
        _nodes.Add(node, at);
        return at;
    }

    private IEnumerable<int> ChildrenOf(PolicyNode node) => node switch
    {
        PoolNode pool => [~_pools[pool.Pool]],
        ReferenceNode reference => [Compile(document.Policies[_names[reference.Policy]].Node)],
        _ => node.Children.Select(Compile),
    };

    // What a kind is in the table.
    private static NodeKind KindOf(PolicyNode node) => node switch
    {
        FailoverNode => NodeKind.Failover,
        WeightedNode => NodeKind.Weighted,
        GeographicNode or NearestNode or FastestNode => NodeKind.Geographic,
        PoolNode => NodeKind.Pool,
        ReferenceNode => NodeKind.Policy,
        RoundRobinNode => NodeKind.RoundRobin,
        StickyNode => NodeKind.Sticky,
        ShedNode => NodeKind.Shed,
        ScheduleNode => NodeKind.Schedule,
        RampNode => NodeKind.Ramp,
        CapacityNode => NodeKind.Capacity,
        _ => throw new InvalidOperationException($"a policy node of type {node.GetType().Name} cannot be compiled"),
    };

    // Kinds that keep some of their children from some clients, even when nothing else is available.
    private static bool IsPartial(PolicyNode node) => node is GeographicNode or NearestNode { Most: not null };

    // A region that returned keeps some clients away for a while.
    private bool IsPartial(int child) => child >= 0 ? Node(child).IsPartial : RegionOf(child)?.SlowStart is not null;

    // Where what is folded of a node stands; −1: nothing is.
    private int Fold(PolicyNode node, int[] children)
    {
        NodeFold? fold = node switch
        {
            ScheduleNode schedule => new ScheduleFold(schedule),
            RampNode ramp => new RampFold(ramp),
            CapacityNode capacity => new CapacityFold(new CapacityPlan(capacity.Overflow, [.. children.Select(RegionOf)], document.Regions.Sum(CapacityPlan.OverOf))),
            FailoverNode { FailBack: FailBack.Manual } => new FailBackFold(),
            _ => null,
        };
        if (fold is null) return -1;
        var at = _folds.Count == 0 ? 0 : _folds[^1].At + (_folds[^1].Fold.Size * 2);
        _folds.Add(new FoldedNode(_places.Count, at, fold, fold.Remembers ? node : null));
        return at;
    }

    // The region of the first pool that is reached.
    private Region? RegionOf(int child)
    {
        if (child < 0) return ~child < endpoints.Pools.Length ? endpoints.RegionOf(endpoints.Pools[~child]) : null;
        foreach (var grandchild in Node(child).Children)
            if (RegionOf(grandchild) is { } region) return region;
        return null;
    }

    private IEnumerable<int> NumbersOf(PolicyNode node, int fold) => node switch
    {
        WeightedNode weighted => [.. weighted.Branches.Select(branch => branch.Weight), weighted.IsSticky ? 1 : 0],
        GeographicNode geographic => [_sets.Of(geographic)],
        NearestNode nearest => [_sets.Of(nearest)],
        FastestNode fastest => [_sets.Of(fastest)],
        PoolNode pool => [pool.Most ?? 0],
        ReferenceNode reference => [_names[reference.Policy]],
        FailoverNode failover => [failover.Trickle, fold],
        StickyNode sticky => [.. sticky.Branches.Select(branch => branch.Weight), .. StickySeeds.Of(sticky), sticky.IPv4Prefix, sticky.IPv6Prefix],
        ShedNode shed => [shed.Share, shed.IsSticky ? 1 : 0],
        ScheduleNode schedule => [fold, schedule.Windows.Length],
        RampNode ramp => [fold, ramp.IsSticky ? 1 : 0],
        CapacityNode => [fold],
        _ => [],
    };

    private CompiledNode Node(int at) => new(CollectionsMarshal.AsSpan(_numbers)[at..]);

    private void Collect(int child, List<int> pools)
    {
        if (child >= 0)
        {
            foreach (var grandchild in Node(child).Children) Collect(grandchild, pools);
        }
        else if (!pools.Contains(~child))
        {
            pools.Add(~child);
        }
    }
}
