namespace GlobalLb.Steering.Health;

/// <summary>What is believed about one endpoint, since when, and why.</summary>
/// <param name="Health">The belief.</param>
/// <param name="Since">Since when; for people.</param>
/// <param name="Reason">What the deciding outcome found.</param>
public readonly record struct EndpointHealth(HealthState Health, DateTimeOffset Since, string Reason);
