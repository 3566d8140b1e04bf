namespace GlobalLb.Steering.Snapshots;

/// <summary>
/// Which child a failover with manual fail-back begins with: one number, its index.
/// <code>
///  it began with    available now               begins with
///  i                i                           i
///  i                not i, but later ones       the first of those
///  i                only earlier ones           the first of those
///  i                none                        i
/// </code>
/// </summary>
internal sealed class FailBackFold : NodeFold
{
    /// <inheritdoc/>
    public override int Size => 1;

    /// <inheritdoc/>
    public override bool Remembers => true;

    /// <inheritdoc/>
    public override void Fold(ReadOnlySpan<Standing> children, DateTimeOffset now, Span<int> numbers, ref Soonest next)
    {
        var began = numbers[0];
        for (var i = 0; i < children.Length; i++)
        {
            var child = (began + i) % children.Length;
            if (children[child] != Standing.Available) continue;
            numbers[0] = child;
            return;
        }
    }
}
