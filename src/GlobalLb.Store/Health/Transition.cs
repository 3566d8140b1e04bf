using GlobalLb.Steering.Configuration;
using GlobalLb.Steering.Health;

namespace GlobalLb.Store.Health;

/// <summary>One change of one endpoint's health.</summary>
/// <param name="Id">Grows with every stored transition; given by the database.</param>
/// <param name="At">When.</param>
/// <param name="Endpoint">Whose health.</param>
/// <param name="Pool">The pool it was in.</param>
/// <param name="Region">The region that pool was in.</param>
/// <param name="From">Before.</param>
/// <param name="To">After.</param>
/// <param name="Reason">One sentence saying why.</param>
/// <param name="Vantage">Where the probes ran that found it.</param>
/// <param name="ConfigurationVersion">The version of the configuration that was probed.</param>
/// <param name="Probe">The name of the probe that decided; empty for the main one.</param>
/// <param name="Votes">What each vantage saw of each probe then; null when it was not said.</param>
/// <param name="FailingSince">When the first of the probes failed that brought it down; null when it did not go down, or it is not known.</param>
public sealed record Transition(
    long Id,
    DateTimeOffset At,
    EndpointCode Endpoint,
    PoolCode Pool,
    RegionCode Region,
    HealthState From,
    HealthState To,
    string Reason,
    string Vantage,
    long ConfigurationVersion,
    string Probe = "",
    IReadOnlyList<Vote>? Votes = null,
    DateTimeOffset? FailingSince = null);
