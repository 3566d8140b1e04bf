namespace GlobalLb.Steering.Snapshots;

/// <summary>
/// What a policy node decides by time and health alone: folded to a few numbers when a snapshot takes health or its time comes, in
/// each address family by itself, so that a choice only reads them.
/// </summary>
internal abstract class NodeFold
{
    /// <summary>How many numbers it has in each family.</summary>
    public abstract int Size { get; }

    /// <summary>Folds.</summary>
    /// <param name="children">How the children of the node stand.</param>
    /// <param name="now">The moment it is for.</param>
    /// <param name="numbers">The numbers: as they were in the snapshot before, 0 when there was none; to be written.</param>
    /// <param name="next">Is told when the numbers change by themselves.</param>
    public abstract void Fold(ReadOnlySpan<Standing> children, DateTimeOffset now, Span<int> numbers, ref Soonest next);

    /// <summary>Whether the numbers of the snapshot before go on for a node of the next configuration that is the same.</summary>
    public virtual bool Remembers => false;
}
