using GlobalLb.Steering.Health;

namespace GlobalLb.Store.Health;

/// <summary>A part of a time line.</summary>
/// <param name="From">Its beginning.</param>
/// <param name="To">Its end.</param>
/// <param name="Health">What was believed meanwhile.</param>
public readonly record struct AvailabilitySpan(DateTimeOffset From, DateTimeOffset To, HealthState Health);
