namespace GlobalLb.Steering.Snapshots;

/// <summary>
/// A policy node as it lies in the policy table:
/// <code>
///  kind, 1 when its choice may leave children out · 64, 1 when it has a minimum · 128, number of its children · 256
///  its index among all nodes
///  its children: each the place of a node, or the complement of the index of a pool
///  whatever numbers its kind has
/// </code>
/// </summary>
/// <param name="numbers">The table from the node on.</param>
internal readonly ref struct CompiledNode(ReadOnlySpan<int> numbers)
{
    private const int KindMask = 63, PartialBit = 64, MinimumBit = 128, CountShift = 8, ChildrenAt = 2;

    private readonly ReadOnlySpan<int> _numbers = numbers;

    /// <summary>What it does with its children.</summary>
    public NodeKind Kind => (NodeKind)(_numbers[0] & KindMask);

    /// <summary>
    /// Whether some of what is below it is out of reach for some clients: that something is available below it then does not
    /// mean that it is for whoever asks.
    /// </summary>
    public bool IsPartial => (_numbers[0] & PartialBit) != 0;

    /// <summary>Whether it counts as having nothing when it has too little.</summary>
    public bool HasMinimum => (_numbers[0] & MinimumBit) != 0;

    /// <summary>Its index among all nodes of the table: its children have lower ones.</summary>
    public int Index => _numbers[1];

    /// <summary>Its children.</summary>
    public ReadOnlySpan<int> Children => _numbers.Slice(ChildrenAt, _numbers[0] >> CountShift);

    /// <summary>What else its kind has; what follows in the table may stand behind it.</summary>
    public ReadOnlySpan<int> Numbers => _numbers[((_numbers[0] >> CountShift) + ChildrenAt)..];

    /// <summary>The first number of a node.</summary>
    public static int Head(NodeKind kind, bool isPartial, bool hasMinimum, int children) =>
        (int)kind | (isPartial ? PartialBit : 0) | (hasMinimum ? MinimumBit : 0) | (children << CountShift);
}
