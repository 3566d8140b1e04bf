using GlobalLb.Steering.Configuration;

namespace GlobalLb.Steering.Snapshots;

/// <summary>The share of the new child of a <see cref="RampNode"/>: one number, in percent.</summary>
internal sealed class RampFold : NodeFold
{
    private readonly (DateTimeOffset Start, int Share)[] _steps;

    /// <param name="node">The node.</param>
    public RampFold(RampNode node)
    {
        _steps = new (DateTimeOffset, int)[node.Steps.Length];
        var start = node.Start;
        for (var i = 0; i < _steps.Length; i++)
        {
            _steps[i] = (start, node.Steps[i].Share);
            start = DateTimeOffset.MaxValue - start > TimeSpan.FromSeconds(node.Steps[i].Hold) ? start.AddSeconds(node.Steps[i].Hold) : DateTimeOffset.MaxValue;
        }
    }

    /// <inheritdoc/>
    public override int Size => 1;

    /// <inheritdoc/>
    public override void Fold(ReadOnlySpan<Standing> children, DateTimeOffset now, Span<int> numbers, ref Soonest next)
    {
        var share = 0;
        foreach (var step in _steps)
        {
            if (step.Start <= now) share = step.Share;
            next.Add(step.Start);
        }

        numbers[0] = children[1] == Standing.Available ? share : 0;
    }
}
