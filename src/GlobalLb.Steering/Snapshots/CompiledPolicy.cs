using GlobalLb.Steering.Configuration;

namespace GlobalLb.Steering.Snapshots;

/// <summary>All that decides an answer of a steered name, shared by all names that have the same.</summary>
public readonly record struct CompiledPolicy
{
    private const int FamilyBits = 2, FallbackBits = 2;

    private readonly PolicyTable _table;
    private readonly int _at;

    internal CompiledPolicy(PolicyTable table, int at) => (_table, _at) = (table, at);

    /// <summary>Seconds a resolver may keep an answer.</summary>
    public uint Ttl => (uint)_table.Numbers[_at];

    /// <summary>What is answered when the tree finds nothing available.</summary>
    public Fallback Fallback => (Fallback)((Flags >> FamilyBits) & ((1 << FallbackBits) - 1));

    /// <summary>Whether a pool of the tree has an endpoint that answers A.</summary>
    public bool HasIPv4 => (Flags & 1) != 0;

    /// <summary>Whether a pool of the tree has an endpoint that answers AAAA.</summary>
    public bool HasIPv6 => (Flags & 2) != 0;

    /// <summary>Its tree: the place of a node, or the complement of a pool's index.</summary>
    internal int Root => _table.Numbers[_at + 2];

    /// <summary>The indexes of all pools that the tree reaches, each once.</summary>
    internal ReadOnlySpan<int> Pools => _table.Numbers.Slice(_at + 3, Flags >> (FamilyBits + FallbackBits));

    private int Flags => _table.Numbers[_at + 1];

    /// <summary>Whether an endpoint of the family is reached.</summary>
    internal bool Has(bool isIPv4) => (Flags & (isIPv4 ? 1 : 2)) != 0;

    /// <summary>Whether chance, or what stands for it with a client who is only imagined, may decide between children of the tree.</summary>
    internal bool IsDrawn => IsDrawnBelow(Root);

    /// <summary>Writes a policy behind its nodes.</summary>
    internal static void Write(List<int> numbers, uint ttl, Fallback fallback, int root, List<int> pools, bool hasIPv4, bool hasIPv6)
    {
        var families = (hasIPv4 ? 1 : 0) | (hasIPv6 ? 2 : 0);
        numbers.AddRange([(int)ttl, families | ((int)fallback << FamilyBits) | (pools.Count << (FamilyBits + FallbackBits)), root, .. pools]);
    }

    private bool IsDrawnBelow(int child)
    {
        if (child < 0) return false;
        var node = _table.Node(child);
        if (node.Kind is NodeKind.Weighted or NodeKind.RoundRobin or NodeKind.Sticky or NodeKind.Shed || (node.Kind == NodeKind.Failover && node.Numbers[0] > 0)) return true;
        foreach (var grandchild in node.Children)
            if (IsDrawnBelow(grandchild)) return true;
        return false;
    }
}
