using GlobalLb.Steering.Configuration;

namespace GlobalLb.Steering.Health;

/// <summary>What one probe run found, from one vantage.</summary>
/// <param name="Endpoint">The endpoint probed.</param>
/// <param name="Vantage">Where the probe ran.</param>
/// <param name="At">When it was decided; for people and history, never for order.</param>
/// <param name="Passed">Whether the endpoint was found well.</param>
/// <param name="Reason">What was found, as a short phrase: <c>HTTP 200</c>, <c>connection refused</c>.</param>
/// <param name="Latency">How long the answer took; the timeout when none came.</param>
/// <param name="Probe">The name of the probe; empty: the main one.</param>
/// <param name="Warning">What was found besides that withdraws nothing, such as a certificate that ends soon; null: nothing.</param>
public readonly record struct Outcome(
    EndpointCode Endpoint, string Vantage, DateTimeOffset At, bool Passed, string Reason, TimeSpan Latency, string Probe = "", string? Warning = null);
