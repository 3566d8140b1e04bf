namespace GlobalLb.Vantage.Joining;

/// <summary>The Control that was joined last, and what it said last; written by <see cref="Joiner"/> alone.</summary>
internal sealed class JoinedControl
{
    private readonly TaskCompletionSource _first = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private volatile Heard? _last;

    /// <summary>The newest heartbeat; null before the first.</summary>
    public Heard? Last => _last;

    /// <summary>Completes with the first heartbeat.</summary>
    public Task First => _first.Task;

    /// <summary>Takes a heartbeat.</summary>
    public void Hear(Heard heard)
    {
        _last = heard;
        _first.TrySetResult();
    }

    /// <summary>A heartbeat as it was heard.</summary>
    /// <param name="Control">Whose.</param>
    /// <param name="Beat">What it says.</param>
    /// <param name="At">When, on our clock that only goes forward.</param>
    internal sealed record Heard(Uri Control, Heartbeat Beat, TimeSpan At);
}
