using GlobalLb.Steering.Configuration;

namespace GlobalLb.Store.Health;

/// <summary>What one probe of one endpoint warns of although it passes, such as a certificate that ends soon.</summary>
/// <param name="Endpoint">The endpoint.</param>
/// <param name="Probe">The probe's name; empty for the main one.</param>
/// <param name="Vantage">Where it runs.</param>
/// <param name="Text">What it said last.</param>
/// <param name="Since">Since when it warns, without a pause.</param>
/// <param name="SeenAt">When it said so last, as far as that was gathered.</param>
public sealed record ProbeWarning(EndpointCode Endpoint, string Probe, string Vantage, string Text, DateTimeOffset Since, DateTimeOffset SeenAt);
