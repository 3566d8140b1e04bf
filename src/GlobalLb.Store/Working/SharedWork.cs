namespace GlobalLb.Store.Working;

/// <summary>One kind of work that several Controls share, as people see it.</summary>
/// <param name="Name">What it is called, such as <c>history</c>.</param>
/// <param name="Every">How often it is due.</param>
/// <param name="NextAt">When it is due next; null: it is not.</param>
/// <param name="Node">Who did it last, or does it now; null: nobody yet.</param>
/// <param name="StartedAt">When that began; null: never.</param>
/// <param name="EndedAt">When that ended; null: it has not, or whoever did it was killed.</param>
/// <param name="Failure">Why it failed, as the middle of a sentence; null: it did not.</param>
/// <param name="Runs">How often anybody began it, within the last 30 days.</param>
/// <param name="Failures">How many of these failed.</param>
public sealed record SharedWork(
    string Name,
    TimeSpan Every,
    DateTimeOffset? NextAt,
    string? Node,
    DateTimeOffset? StartedAt,
    DateTimeOffset? EndedAt,
    string? Failure,
    long Runs,
    long Failures);
