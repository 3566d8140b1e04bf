namespace GlobalLb.Steering.Snapshots;

/// <summary>
/// How a capacity node shares its clients out: of each branch where its share ends, in parts of <see cref="Whole"/>, when the
/// shares lie one behind the other.
/// </summary>
/// <param name="plan">What is written of its regions.</param>
internal sealed class CapacityFold(CapacityPlan plan) : NodeFold
{
    /// <summary>All shares together.</summary>
    public const int Whole = 1_000_000;

    /// <inheritdoc/>
    public override int Size => plan.Count;

    /// <inheritdoc/>
    public override void Fold(ReadOnlySpan<Standing> children, DateTimeOffset now, Span<int> numbers, ref Soonest next)
    {
        var parts = plan.Share(children);
        var sum = 0.0;
        for (var i = 0; i < parts.Length; i++)
        {
            sum += parts[i];
            numbers[i] = i == parts.Length - 1 ? Whole : (int)Math.Round(sum * Whole);
        }
    }
}
