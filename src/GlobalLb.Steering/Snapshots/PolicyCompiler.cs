using System.Runtime.InteropServices;
using GlobalLb.Steering.Configuration;

namespace GlobalLb.Steering.Snapshots;

/// <summary>Writes policy trees as numbers; equal trees are written once, however many names have them.</summary>
internal sealed class PolicyCompiler(ConfigurationDocument document, EndpointTable endpoints)
{
    private readonly Dictionary<PoolCode, int> _pools = document.Pools.Index().ToDictionary(item => item.Item.Code, item => item.Index);
    private readonly Dictionary<PolicyName, int> _names = document.Policies.Index().ToDictionary(item => item.Item.Name, item => item.Index);
    private readonly Dictionary<PolicyNode, int> _nodes = new(new PolicyShape());
    private readonly Dictionary<(int Root, uint Ttl, uint LeastTtl, Fallback Fallback, int FallbackLeaf, int Https, int Svcb), int> _policies = [];
    private readonly List<IReadOnlyList<StaticRecord>> _records = [];
    private readonly Dictionary<string, int> _recordNumbers = [];
    private readonly Bindings _bindings = new();
    private readonly List<int> _special = [];
    private readonly PlaceSets _sets = new(document);
    private readonly List<int> _places = [];
    private readonly List<(int Index, Minimum Minimum)> _minimums = [];
    private readonly List<FoldedNode> _folds = [];
    private readonly List<int> _numbers = [];

    /// <summary>The leaves that hold records.</summary>
    public RecordLeaves Records => RecordLeaves.Compile(_records);

    /// <summary>What made HTTPS and SVCB records have besides endpoints.</summary>
    public Bindings Bindings => _bindings;

    /// <summary>What nodes make of places.</summary>
    public PlaceSet[] Sets => _sets.ToArray();

    /// <summary>Whether a policy falls back to what was available last.</summary>
    public bool RemembersAvailability { get; private set; }

    /// <summary>The table of all policies.</summary>
    public PolicyTable ToTable() => new([.. _numbers], _policies.Count)
    {
        Nodes = [.. _places],
        Minimums = [.. _minimums],
        Folds = [.. _folds],
        Special = [.. _special],
        Names = [.. document.Policies.Select(policy => policy.Name)],
    };

    /// <summary>Compiles which vantages are near a client; gives the number of their set, −1: no pool asks.</summary>
    public int CompileVantages() => _sets.OfVantages();

    /// <summary>Compiles what decides for a name; gives the place of its policy.</summary>
    public int Compile(SteeredName name)
    {
        var (ttl, least) = name.TtlRange is { } range ? (range.Max, range.Min) : (name.Ttl, name.Ttl);
        var fallback = name.Fallback == Fallback.Static ? AddRecords(name.FallbackRecords) : -1;
        var key = (Root: Compile(name.Policy), ttl, least, name.Fallback, fallback, Https: _bindings.Add(name.Https), Svcb: _bindings.Add(name.Svcb));
        if (_policies.TryGetValue(key, out var at)) return at;
        var leaves = new List<int>();
        Collect(key.Root, leaves);
        var (pools, records) = (leaves.FindAll(leaf => leaf < PoolCount), leaves.FindAll(leaf => leaf >= PoolCount));
        var held = records.Aggregate(SteeredTypes.None, (types, leaf) => types | SteeredType.Of(_records[leaf - PoolCount]));
        var types = held | pools.Aggregate(SteeredTypes.None, (types, pool) => types | TypesOf(pool));
        if (key.Https >= 0) types |= SteeredTypes.Https;
        if (key.Svcb >= 0) types |= SteeredTypes.Svcb;
        if (fallback >= 0) types |= SteeredType.Of(_records[fallback]) & SteeredTypes.Cname;
        PolicyMore? more = least < ttl || fallback >= 0 || key.Https >= 0 || key.Svcb >= 0 ? new PolicyMore(_special.Count, least, fallback, key.Https, key.Svcb) : null;
        _policies.Add(key, at = _numbers.Count);
        if (more is not null) _special.Add(at);
        RemembersAvailability |= name.Fallback == Fallback.LastGood;
        var hasStatic = (held & (SteeredTypes.A | SteeredTypes.Aaaa | SteeredTypes.Cname)) != 0;
        CompiledPolicy.Write(_numbers, ttl, name.Fallback, types, hasStatic, key.Root, pools, more);
        return at;
    }

    private int LeafOf(RecordsNode node) => ~(PoolCount + AddRecords(node.Records));

    private int PoolCount => endpoints.Pools.Length;

    private SteeredTypes TypesOf(int pool) =>
        (endpoints.Pools[pool].CountOf(true) > 0 ? SteeredTypes.A : 0) | (endpoints.Pools[pool].CountOf(false) > 0 ? SteeredTypes.Aaaa : 0);

    private int AddRecords(IReadOnlyList<StaticRecord> records)
    {
        var key = string.Join('\n', records.Select(record => $"{(int)record.Type} {record.Value}"));
        if (_recordNumbers.TryGetValue(key, out var number)) return number;
        _recordNumbers.Add(key, number = _records.Count);
        _records.Add(records);
        return number;
    }

    private int Compile(PolicyNode node)
    {
        if (node is PoolNode { Most: null, Minimum: null } pool) return ~_pools[pool.Pool];
        if (node is RecordsNode { Minimum: null } records) return LeafOf(records);
        if (_nodes.TryGetValue(node, out var at)) return at;
        int[] children = [.. ChildrenOf(node)];
        var isPartial = IsPartial(node) || Array.Exists(children, IsPartial);
        if (node.Minimum is { } minimum) _minimums.Add((_places.Count, minimum));
        var (kind, numbers) = Entry(node, Fold(node, children));
        at = _numbers.Count;
        _numbers.AddRange([CompiledNode.Head(kind, isPartial, node.Minimum is not null, children.Length), _places.Count, .. children, .. numbers]);
        _places.Add(at);
        _nodes.Add(node, at);
        return at;
    }

    private IEnumerable<int> ChildrenOf(PolicyNode node) => node switch
    {
        PoolNode pool => [~_pools[pool.Pool]],
        RecordsNode records => [LeafOf(records)],
        ReferenceNode reference => [Compile(document.Policies[_names[reference.Policy]].Node)],
        _ => node.Children.Select(Compile),
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

    // What a kind is in the table, and its numbers there; fold: where what is folded of it stands.
    private (NodeKind Kind, int[] Numbers) Entry(PolicyNode node, int fold) => node switch
    {
        PoolNode pool => (NodeKind.Pool, [pool.Most ?? 0]),
        RecordsNode => (NodeKind.Pool, [0]),
        ReferenceNode reference => (NodeKind.Policy, [_names[reference.Policy]]),
        FailoverNode failover => (NodeKind.Failover, [failover.Trickle, fold]),
        WeightedNode weighted => (NodeKind.Weighted, [.. weighted.Branches.Select(branch => branch.Weight), weighted.IsSticky ? 1 : 0]),
        GeographicNode geographic => (NodeKind.Geographic, [_sets.Of(geographic)]),
        NearestNode nearest => (NodeKind.Geographic, [_sets.Of(nearest)]),
        FastestNode fastest => (NodeKind.Geographic, [_sets.Of(fastest)]),
        RoundRobinNode => (NodeKind.RoundRobin, []),
        StickyNode sticky => (NodeKind.Sticky, [.. sticky.Branches.Select(branch => branch.Weight), .. StickySeeds.Of(sticky), sticky.IPv4Prefix, sticky.IPv6Prefix]),
        ShedNode shed => (NodeKind.Shed, [shed.Share, shed.IsSticky ? 1 : 0]),
        ScheduleNode schedule => (NodeKind.Schedule, [fold, schedule.Windows.Length]),
        RampNode ramp => (NodeKind.Ramp, [fold, ramp.IsSticky ? 1 : 0]),
        CapacityNode => (NodeKind.Capacity, [fold]),
        _ => throw new InvalidOperationException($"a policy node of type {node.GetType().Name} cannot be compiled"),
    };

    private CompiledNode Node(int at) => new(CollectionsMarshal.AsSpan(_numbers)[at..]);

    private void Collect(int child, List<int> leaves)
    {
        if (child >= 0)
        {
            foreach (var grandchild in Node(child).Children) Collect(grandchild, leaves);
        }
        else if (!leaves.Contains(~child))
        {
            leaves.Add(~child);
        }
    }
}
