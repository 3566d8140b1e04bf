using GlobalLb.Steering.Configuration;

namespace GlobalLb.Steering.Snapshots;

/// <summary>A node of the policy table of which something is folded.</summary>
/// <param name="Index">Its index among all nodes.</param>
/// <param name="At">Where its numbers are among all that is folded: those of IPv4, then those of IPv6.</param>
/// <param name="Fold">What is folded.</param>
/// <param name="Remembered">The node as it was written, when its numbers go on in the next configuration that has it; null: they do not.</param>
internal readonly record struct FoldedNode(int Index, int At, NodeFold Fold, PolicyNode? Remembered)
{
    /// <summary>Its numbers for one family.</summary>
    /// <param name="numbers">All that is folded.</param>
    /// <param name="isIPv4">Whether for A; otherwise AAAA.</param>
    public Span<int> NumbersOf(int[] numbers, bool isIPv4) => numbers.AsSpan(At + (isIPv4 ? 0 : Fold.Size), Fold.Size);
}
