using GlobalLb.Steering.Configuration;
using GlobalLb.Steering.Health;

namespace GlobalLb.Store.Health;

/// <summary>What was believed of one endpoint at a moment, why, and what edges were told.</summary>
/// <param name="Endpoint">The endpoint.</param>
/// <param name="Pool">The pool it was in.</param>
/// <param name="Believed">What was believed.</param>
/// <param name="Since">Since when.</param>
/// <param name="Reason">Why, as a phrase.</param>
/// <param name="Vantage">Where the deciding probe ran.</param>
/// <param name="Probe">The name of the deciding probe; empty for the main one.</param>
/// <param name="Votes">What each vantage saw of each probe then; null when it was not said.</param>
/// <param name="Published">What edges answered from: another than what was believed while the table was held, or within a second of a change.</param>
public sealed record PastBelief(
    EndpointCode Endpoint,
    PoolCode Pool,
    HealthState Believed,
    DateTimeOffset Since,
    string Reason,
    string Vantage,
    string Probe,
    IReadOnlyList<Vote>? Votes,
    HealthState Published);
