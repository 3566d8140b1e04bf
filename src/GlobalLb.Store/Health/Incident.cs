using System.Collections.Immutable;
using GlobalLb.Steering.Configuration;

namespace GlobalLb.Store.Health;

/// <summary>Transitions that belong together: endpoints that went down soon after one another, until all of them came back.</summary>
/// <param name="Id">The <see cref="Transition.Id"/> of the first.</param>
/// <param name="Begin">When the first endpoint went down.</param>
/// <param name="End">When the last of them came back; null: not yet.</param>
/// <param name="Endpoints">Which went down, in the order they did.</param>
/// <param name="Pools">Their pools at the time.</param>
/// <param name="Regions">The regions of these.</param>
/// <param name="SteeredNames">The names whose policies led to these pools then.</param>
/// <param name="Transitions">How many changes of health it came to.</param>
/// <param name="Reason">Why the first endpoint went down.</param>
/// <param name="FailoverMilliseconds">
/// How long it took at most from the first failed probe of an endpoint until its fall was published; null when that is not known.
/// </param>
/// <param name="ConfigurationVersion">The version of the configuration when it began.</param>
public sealed record Incident(
    long Id,
    DateTimeOffset Begin,
    DateTimeOffset? End,
    ImmutableArray<EndpointCode> Endpoints,
    ImmutableArray<PoolCode> Pools,
    ImmutableArray<RegionCode> Regions,
    ImmutableArray<string> SteeredNames,
    int Transitions,
    string Reason,
    double? FailoverMilliseconds,
    long ConfigurationVersion);
