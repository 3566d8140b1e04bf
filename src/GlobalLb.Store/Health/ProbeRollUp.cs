using GlobalLb.Steering.Configuration;

namespace GlobalLb.Store.Health;

/// <summary>What one probe of one endpoint from one vantage came to within one minute.</summary>
/// <param name="Minute">The minute's beginning.</param>
/// <param name="Endpoint">The endpoint.</param>
/// <param name="Vantage">Where the probes ran.</param>
/// <param name="Probes">How many probes ended.</param>
/// <param name="Failures">How many of them failed.</param>
/// <param name="P50Milliseconds">The median time of those that passed; null when none did.</param>
/// <param name="P95Milliseconds">Their 95th percentile; null when none passed.</param>
/// <param name="MaxMilliseconds">The slowest of them; null when none passed.</param>
/// <param name="Probe">The probe's name; empty for the main one.</param>
/// <param name="Reasons">How many failed for which reason; null when none did.</param>
/// <param name="ConfigurationVersion">The version of the configuration that was probed last within the minute; 0: not known.</param>
public sealed record ProbeRollUp(
    DateTimeOffset Minute,
    EndpointCode Endpoint,
    string Vantage,
    int Probes,
    int Failures,
    double? P50Milliseconds,
    double? P95Milliseconds,
    double? MaxMilliseconds,
    string Probe = "",
    IReadOnlyDictionary<string, int>? Reasons = null,
    long ConfigurationVersion = 0);
