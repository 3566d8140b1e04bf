namespace GlobalLb.Steering.Health;

/// <summary>What one vantage says of one probe of an endpoint.</summary>
/// <param name="Probe">The probe's name; empty: the main one.</param>
/// <param name="Vantage">The vantage.</param>
/// <param name="Health">What it believes.</param>
/// <param name="Reason">Why.</param>
/// <param name="Warning">What it warns of; null: of nothing.</param>
/// <param name="Ignored">Why its word does not count now; null: it counts.</param>
public readonly record struct Vote(string Probe, string Vantage, HealthState Health, string Reason, string? Warning = null, string? Ignored = null);
