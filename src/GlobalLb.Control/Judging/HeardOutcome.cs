using GlobalLb.Steering.Configuration;
using GlobalLb.Steering.Health;

namespace GlobalLb.Control.Judging;

/// <summary>An outcome that comes from far away.</summary>
/// <param name="Endpoint">The endpoint as it was probed.</param>
/// <param name="Outcome">What was found.</param>
/// <param name="IsLate">Whether it is old news: of the past for history, and of nothing now.</param>
internal readonly record struct HeardOutcome(Endpoint Endpoint, Outcome Outcome, bool IsLate);
