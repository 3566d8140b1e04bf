namespace GlobalLb.Store.Health;

/// <summary>From when on the health table is held back, or no longer.</summary>
/// <param name="At">When.</param>
/// <param name="Held">Why, as a sentence; null: no longer.</param>
public sealed record HoldChange(DateTimeOffset At, string? Held);
