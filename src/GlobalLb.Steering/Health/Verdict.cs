namespace GlobalLb.Steering.Health;

/// <summary>What the votes on an endpoint come to.</summary>
/// <param name="Health">Its health.</param>
/// <param name="Reason">Why; null: nothing was decided, and what was said before still holds.</param>
/// <param name="Warning">What strikes and withdraws nothing; null: nothing.</param>
public readonly record struct Verdict(HealthState Health, string? Reason, string? Warning = null);
