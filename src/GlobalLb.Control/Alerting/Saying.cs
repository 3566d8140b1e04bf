namespace GlobalLb.Control.Alerting;

/// <summary>One thing to be said.</summary>
/// <param name="Telling">Why now.</param>
/// <param name="Condition">What.</param>
/// <param name="Over">How it ended; null: it has not.</param>
/// <param name="OverAt">When; null: it has not.</param>
internal sealed record Saying(Telling Telling, Condition Condition, string? Over = null, DateTimeOffset? OverAt = null);
