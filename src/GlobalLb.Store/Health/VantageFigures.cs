using System.Collections.Immutable;
using GlobalLb.Steering.Configuration;

namespace GlobalLb.Store.Health;

/// <summary>What one vantage found of late.</summary>
/// <param name="Vantage">The vantage.</param>
/// <param name="LastAt">When its last probe run began.</param>
/// <param name="Outcomes">How many runs ended.</param>
/// <param name="Failures">How many of them failed.</param>
/// <param name="Endpoints">Of how many endpoints.</param>
/// <param name="SharedOutcomes">How many of the runs were probes that another vantage ran, too.</param>
/// <param name="SharedFailures">How many of those failed.</param>
/// <param name="OtherOutcomes">How many runs of the same probes others had.</param>
/// <param name="OtherFailures">How many of those failed.</param>
/// <param name="Well">Of the endpoints that were asked for: those whose main probe passed when it ran last.</param>
public sealed record VantageFigures(
    string Vantage,
    DateTimeOffset LastAt,
    long Outcomes,
    long Failures,
    int Endpoints,
    long SharedOutcomes,
    long SharedFailures,
    long OtherOutcomes,
    long OtherFailures,
    ImmutableArray<EndpointCode> Well);
