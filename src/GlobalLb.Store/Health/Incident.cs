using System.Collections.Immutable;
using GlobalLb.Steering.Configuration;
using GlobalLb.Steering.Simulating;

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
    long ConfigurationVersion)
{
    /// <summary>How long it took at most from the first failed probe of an endpoint until it was found down; null when that is not known.</summary>
    public double? DetectedMilliseconds { get; init; }

    /// <summary>
    /// How long it took at most from the first failed probe of an endpoint until the last edge that confirmed its fall had taken it; null when none did, or
    /// that is not known yet.
    /// </summary>
    public double? ConfirmedMilliseconds { get; init; }

    /// <summary>How many edges confirmed, the fewest of all its falls; null: that is not known yet, or nothing was published.</summary>
    public int? ConfirmedEdges { get; init; }

    /// <summary>The edges that followed and did not confirm one of its falls within 15 seconds.</summary>
    public ImmutableArray<string> UnconfirmedEdges { get; init; } = [];

    /// <summary>
    /// Which part of the clients of each of <see cref="SteeredNames"/> that has addresses was sent elsewhere; empty when no fall was published, or what
    /// was configured is not known, or it is too much: more than a million pairs of name and place, or the 501st that one reading would have to work out.
    /// All places between which policies make a difference count alike.
    /// </summary>
    public ImmutableArray<NameMoved> Moved { get; init; } = [];

    /// <summary>The mean of <see cref="Moved"/> in percent; null where that is empty.</summary>
    public double? MovedPercent => Moved.IsEmpty ? null : Math.Round(100 * Moved.Average(name => name.Part), 2);

    /// <summary>When the first of its falls was published; null: none was.</summary>
    internal DateTimeOffset? PublishedAt { get; init; }

    /// <summary>The endpoints whose falls were published.</summary>
    internal ImmutableArray<EndpointCode> Withdrawn { get; init; } = [];
}
