using System.Collections.Immutable;
using System.Text.Json;
using GlobalLb.Steering.Configuration;
using GlobalLb.Steering.Health;
using GlobalLb.Store.Tables;

namespace GlobalLb.Store.Health;

/// <summary>The columns of exports: what is written is what is described here.</summary>
public static class HistoryColumns
{
    internal const string Hash = "configuration_hash";

    private const string Version = "configuration_version";
    private const string OfVersion = "version of the configuration at the time; 0: not known";

    internal static HistoryTable<Transition> Transitions { get; } = new("transitions", row => row.ConfigurationVersion,
    [
        ("id", "number, which grows with every transition", row => row.Id),
        ("at", "when", row => row.At),
        ("endpoint", "whose health changed", row => row.Endpoint.Value),
        ("pool", "the pool it was in", row => row.Pool.Value),
        ("region", "the region that pool was in", row => row.Region.Value),
        ("from", "health before: unknown, up or down", row => EnumText<HealthState>.Write(row.From)),
        ("to", "health after", row => EnumText<HealthState>.Write(row.To)),
        ("reason", "why", row => row.Reason),
        ("vantage", "where the deciding probe ran", row => row.Vantage),
        ("probe", "name of the deciding probe; empty for the main one", row => row.Probe),
        ("failing_since", "when the first of the probes failed that brought it down", row => row.FailingSince),
        ("votes", "what each vantage saw of each probe, as JSON", row => HistoryCell.Json(row.Votes is null ? null : JsonSerializer.Serialize(row.Votes, ConfigurationJson.Options))),
        (Version, OfVersion, row => row.ConfigurationVersion),
    ]);

    internal static HistoryTable<ProbeRollUp> RollUps { get; } = new("rollUps", row => row.ConfigurationVersion,
    [
        ("minute", "beginning of the minute", row => row.Minute),
        ("endpoint", "which endpoint", row => row.Endpoint.Value),
        ("probe", "name of the probe; empty for the main one", row => row.Probe),
        ("vantage", "where the probes ran", row => row.Vantage),
        ("probes", "how many ended", row => row.Probes),
        ("failures", "how many of them failed", row => row.Failures),
        ("reasons", "how many failed for which reason, as JSON", row => HistoryCell.Json(row.Reasons is null ? null : JsonSerializer.Serialize(row.Reasons))),
        ("p50_ms", "median milliseconds of those that passed", row => row.P50Milliseconds),
        ("p95_ms", "their 95th percentile", row => row.P95Milliseconds),
        ("max_ms", "the slowest of them", row => row.MaxMilliseconds),
        (Version, OfVersion, row => row.ConfigurationVersion),
    ]);

    internal static HistoryTable<StoredOutcome> Outcomes { get; } = new("outcomes", row => row.ConfigurationVersion,
    [
        ("at", "when the probe ended", row => row.At),
        ("endpoint", "which endpoint", row => row.Endpoint.Value),
        ("probe", "name of the probe; empty for the main one", row => row.Probe),
        ("vantage", "where it ran", row => row.Vantage),
        ("passed", "true or false", row => row.Passed),
        ("reason", "what was found", row => row.Reason),
        ("latency_ms", "milliseconds until the answer; the timeout when none came", row => (double?)row.LatencyMilliseconds),
        ("warning", "what is wrong although it passed", row => row.Warning),
        (Version, OfVersion, row => row.ConfigurationVersion),
    ]);

    internal static HistoryTable<Incident> Incidents { get; } = new("incidents", row => row.ConfigurationVersion,
    [
        ("id", "number of its first transition", row => row.Id),
        ("begin", "when the first endpoint went down", row => row.Begin),
        ("end", "when the last of them came back; empty: not yet", row => row.End),
        ("endpoints", "which went down", row => HistoryCell.List(row.Endpoints.Select(code => code.Value))),
        ("pools", "their pools", row => HistoryCell.List(row.Pools.Select(code => code.Value))),
        ("regions", "the regions of these", row => HistoryCell.List(row.Regions.Select(code => code.Value))),
        ("steered_names", "names whose policies led to these pools", row => HistoryCell.List(row.SteeredNames)),
        ("transitions", "changes of health it came to", row => row.Transitions),
        ("reason", "why the first went down", row => row.Reason),
        ("detected_ms", "longest time from a first failed probe until the endpoint was found down", row => row.DetectedMilliseconds),
        ("failover_ms", "longest time from a first failed probe until the fall was published", row => row.FailoverMilliseconds),
        ("confirmed_ms", "longest time from a first failed probe until the last edge that confirmed the fall had taken it", row => row.ConfirmedMilliseconds),
        ("confirmed_edges", "how many edges confirmed, the fewest of all its falls; empty: not known yet", row => row.ConfirmedEdges is { } edges ? edges : default(HistoryCell)),
        ("unconfirmed_edges", "edges that followed and did not confirm within 15 seconds", row => HistoryCell.List(row.UnconfirmedEdges)),
        ("moved_percent", "part of the clients of these names that was sent elsewhere: the mean of the next column; empty: nothing was published, or it was not worked out", row => row.MovedPercent),
        ("moved", "the same for each name, as JSON", row => HistoryCell.Json(row.Moved.IsEmpty ? null : JsonSerializer.Serialize(row.Moved.ToDictionary(one => one.Name.ToString(), one => Math.Round(100 * one.Part, 2))))),
        (Version, "version of the configuration when it began", row => row.ConfigurationVersion),
    ]);

    /// <summary>The columns of one kind, in order.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Two kinds at once have no columns in common.</exception>
    public static ImmutableArray<HistoryColumn> Of(HistoryKind kind) => kind switch
    {
        HistoryKind.Transitions => Transitions.Described,
        HistoryKind.RollUps => RollUps.Described,
        HistoryKind.Outcomes => Outcomes.Described,
        HistoryKind.Incidents => Incidents.Described,
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "one kind has columns"),
    };
}
