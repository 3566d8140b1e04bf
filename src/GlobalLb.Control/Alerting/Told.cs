namespace GlobalLb.Control.Alerting;

/// <summary>What a receiver knows of one condition. Times are of a clock that only goes forward.</summary>
/// <param name="Condition">What, as it was seen last.</param>
/// <param name="SeenAt">Since when it counts towards the delay.</param>
/// <param name="SaidAt">When it was said last; null: not yet.</param>
/// <param name="Severity">How bad it was said to be.</param>
internal sealed record Told(Condition Condition, TimeSpan SeenAt, TimeSpan? SaidAt, int Severity)
{
    /// <summary>What is to be said with the next message; null: nothing.</summary>
    public Telling? Pending { get; init; }

    /// <summary>Since when that waits.</summary>
    public TimeSpan PendingAt { get; init; }

    /// <summary>How it ended; null: it holds.</summary>
    public string? Over { get; init; }

    /// <summary>When it ended.</summary>
    public DateTimeOffset? OverAt { get; init; }
}
