namespace GlobalLb.Steering.Snapshots;

/// <summary>
/// A policy node as it lies in the policy table: its kind and the number of its children in one number, then the children, then
/// whatever numbers its kind has. A child is the place of a node, or the complement of the index of a pool.
/// </summary>
/// <param name="numbers">The table from the node on.</param>
internal readonly ref struct CompiledNode(ReadOnlySpan<int> numbers)
{
    private const int CountShift = 8;

    private readonly ReadOnlySpan<int> _numbers = numbers;

    /// <summary>What it does with its children.</summary>
    public NodeKind Kind => (NodeKind)(byte)_numbers[0];

    /// <summary>Its children.</summary>
    public ReadOnlySpan<int> Children => _numbers.Slice(1, _numbers[0] >> CountShift);

    /// <summary>What else its kind has; what follows in the table may stand behind it.</summary>
    public ReadOnlySpan<int> Numbers => _numbers[((_numbers[0] >> CountShift) + 1)..];

    /// <summary>The first number of a node.</summary>
    public static int Head(NodeKind kind, int children) => (int)kind | (children << CountShift);
}
