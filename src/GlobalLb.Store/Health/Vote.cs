using GlobalLb.Steering.Health;

namespace GlobalLb.Store.Health;

/// <summary>What one vantage saw of one probe of an endpoint when its health changed.</summary>
/// <param name="Vantage">Where the probes ran.</param>
/// <param name="Probe">The probe's name; empty for the main one.</param>
/// <param name="Health">What was believed there.</param>
/// <param name="Reason">What was found there, as a short phrase.</param>
public sealed record Vote(string Vantage, string Probe, HealthState Health, string Reason);
