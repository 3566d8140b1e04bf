using GlobalLb.Steering.Configuration;

namespace GlobalLb.Steering.Snapshots;

/// <summary>All that decides an answer of a steered name, shared by all names that have the same.</summary>
public readonly record struct CompiledPolicy
{
    private const int FallbackShift = 8, FallbackBits = 3, HasStaticBit = 1 << 11, HasMoreBit = 1 << 12, CountShift = 13;
    private const int Head = 3, NumberAt = 0, LeastTtlAt = 1, FallbackLeafAt = 2, HttpsAt = 3, SvcbAt = 4;

    private readonly PolicyTable _table;
    private readonly int _at;

    internal CompiledPolicy(PolicyTable table, int at) => (_table, _at) = (table, at);

    /// <summary>Seconds a resolver may keep an answer while nothing is about to change.</summary>
    public uint Ttl => (uint)_table.Numbers[_at];

    /// <summary>What is answered when the tree finds nothing available.</summary>
    public Fallback Fallback => (Fallback)((Flags >> FallbackShift) & ((1 << FallbackBits) - 1));

    /// <summary>Whether a leaf of the tree answers A.</summary>
    public bool HasIPv4 => Has(SteeredTypes.A);

    /// <summary>Whether a leaf of the tree answers AAAA.</summary>
    public bool HasIPv6 => Has(SteeredTypes.Aaaa);

    /// <summary>What is answered at all; CNAME also when only the fallback has one.</summary>
    internal SteeredTypes Types => (SteeredTypes)(byte)Flags;

    /// <summary>Whether a leaf of records has an address or an alias: the tree can then answer, whatever happens to endpoints.</summary>
    internal bool HasStatic => (Flags & HasStaticBit) != 0;

    /// <summary>Its tree: the place of a node, or the complement of a leaf's number.</summary>
    internal int Root => _table.Numbers[_at + 2];

    /// <summary>The indexes of all pools that the tree reaches, each once.</summary>
    internal ReadOnlySpan<int> Pools => _table.Numbers.Slice(_at + Head, PoolCount);

    /// <summary>Whether it has something that few policies have; the members below have a meaning only then.</summary>
    internal bool HasMore => (Flags & HasMoreBit) != 0;

    /// <summary>Its number among the policies that have more.</summary>
    internal int Number => More(NumberAt);

    /// <summary>Seconds a resolver may keep an answer while something may change.</summary>
    internal uint LeastTtl => (uint)More(LeastTtlAt);

    /// <summary>The leaf of records that the fallback answers; −1: it answers none.</summary>
    internal int FallbackLeaf => HasMore ? More(FallbackLeafAt) : -1;

    /// <summary>The number of the binding by which HTTPS or SVCB is made; −1: it is not made.</summary>
    internal int Binding(SteeredTypes type) => type >= SteeredTypes.Https && HasMore ? More(type == SteeredTypes.Https ? HttpsAt : SvcbAt) : -1;

    private int Flags => _table.Numbers[_at + 1];

    private int PoolCount => Flags >> CountShift;

    /// <summary>Whether a type is answered.</summary>
    internal bool Has(SteeredTypes type) => (Types & type) != 0;

    /// <summary>Whether an address of the family is reached.</summary>
    internal bool Has(bool isIPv4) => Has(isIPv4 ? SteeredTypes.A : SteeredTypes.Aaaa);

    /// <summary>Whether chance, or what stands for it with a client who is only imagined, may decide between children of the tree.</summary>
    internal bool IsDrawn => IsDrawnBelow(Root);

    /// <summary>Whether a pool of the tree stands in a region that returned and does not have its whole share yet.</summary>
    internal bool HasStarting(Snapshot snapshot)
    {
        foreach (var pool in Pools)
            if (snapshot.StandingOf(pool, isIPv4: true).IsStarting || snapshot.StandingOf(pool, isIPv4: false).IsStarting) return true;
        return false;
    }

    /// <summary>Writes a policy behind its nodes.</summary>
    internal static void Write(List<int> numbers, uint ttl, Fallback fallback, SteeredTypes types, bool hasStatic, int root, List<int> pools, PolicyMore? more)
    {
        var flags = (int)types | ((int)fallback << FallbackShift) | (hasStatic ? HasStaticBit : 0) | (more is null ? 0 : HasMoreBit) | (pools.Count << CountShift);
        numbers.AddRange([(int)ttl, flags, root, .. pools]);
        if (more is { } has) numbers.AddRange([has.Number, (int)has.LeastTtl, has.FallbackLeaf, has.Https, has.Svcb]);
    }

    private int More(int at) => _table.Numbers[_at + Head + PoolCount + at];

    private bool IsDrawnBelow(int child)
    {
        if (child < 0) return false;
        var node = _table.Node(child);
        if (node.Kind is NodeKind.Weighted or NodeKind.RoundRobin or NodeKind.Sticky or NodeKind.Shed or NodeKind.Ramp or NodeKind.Capacity || (node.Kind == NodeKind.Failover && node.Numbers[0] > 0)) return true;
        foreach (var grandchild in node.Children)
            if (IsDrawnBelow(grandchild)) return true;
        return false;
    }
}
