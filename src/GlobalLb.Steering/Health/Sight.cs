using GlobalLb.Steering.Configuration;

namespace GlobalLb.Steering.Health;

/// <summary>An endpoint as <see cref="FreezeGuard"/> looks at it.</summary>
/// <param name="Endpoint">The endpoint.</param>
/// <param name="Group">What it shares with others so that they may fall together: its region, or its pool when there is but one region.</param>
/// <param name="Health">What is found now, by itself; Unknown when it was not seen since the start.</param>
/// <param name="FellAt">When it was found to fall last, on a clock that only goes forward; null: never.</param>
public readonly record struct Sight(EndpointCode Endpoint, string Group, HealthState Health, TimeSpan? FellAt);
