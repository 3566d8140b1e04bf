using GlobalLb.Steering.Configuration;
using GlobalLb.Steering.Health;

namespace GlobalLb.Store.Health;

/// <summary>What is believed of one endpoint now.</summary>
/// <param name="Endpoint">The endpoint.</param>
/// <param name="Health">Its health.</param>
/// <param name="Since">Since when.</param>
/// <param name="Reason">One sentence saying why.</param>
/// <param name="Vantage">Where the probes ran that found it.</param>
public sealed record EndpointBelief(EndpointCode Endpoint, HealthState Health, DateTimeOffset Since, string Reason, string Vantage);
