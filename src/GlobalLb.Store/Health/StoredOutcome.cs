using GlobalLb.Steering.Configuration;

namespace GlobalLb.Store.Health;

/// <summary>One raw outcome, as it is stored for a short while.</summary>
/// <param name="At">When the probe ended.</param>
/// <param name="Endpoint">The endpoint probed.</param>
/// <param name="Probe">The probe's name; empty for the main one.</param>
/// <param name="Vantage">Where it ran.</param>
/// <param name="Passed">Whether the endpoint was found well.</param>
/// <param name="Reason">What was found.</param>
/// <param name="LatencyMilliseconds">How long the answer took; the timeout when none came.</param>
/// <param name="Warning">What is wrong although it passed; null: nothing.</param>
/// <param name="ConfigurationVersion">The version of the configuration that was probed.</param>
public readonly record struct StoredOutcome(
    DateTimeOffset At,
    EndpointCode Endpoint,
    string Probe,
    string Vantage,
    bool Passed,
    string Reason,
    float LatencyMilliseconds,
    string? Warning,
    long ConfigurationVersion);
