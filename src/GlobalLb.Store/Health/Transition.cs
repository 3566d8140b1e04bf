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
    long ConfigurationVersion);
