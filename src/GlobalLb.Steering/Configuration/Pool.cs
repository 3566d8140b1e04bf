using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace GlobalLb.Steering.Configuration;

/// <summary>Endpoints of one region that can stand in for each other.</summary>
public sealed record Pool
{
    /// <summary>How everything refers to it.</summary>
    public required PoolCode Code { get; init; }

    /// <summary>The region its endpoints stand in.</summary>
    public required RegionCode Region { get; init; }

    /// <summary>Whether its endpoints take connections (L4) or requests (L7).</summary>
    public PoolKind Kind { get; init; } = PoolKind.L7;

    /// <summary>How its endpoints are checked; null: never, and they count as up.</summary>
    public Probe? Probe { get; init; }

    /// <summary>What an endpoint counts as before its health is known.</summary>
    public UnknownMeaning UnknownMeans { get; init; } = UnknownMeaning.Up;

    /// <summary>Seconds over which an endpoint that came up gets its share, 1 to 86 400, in steps of a tenth; null: at once.</summary>
    public int? SlowStart { get; init; }

    /// <summary>Its endpoints, in the order they were written.</summary>
    public ImmutableArray<Endpoint> Endpoints { get; init; } = [];

    /// <summary>Further probes beside <see cref="Probe"/>, each with a name of its own.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public ImmutableArray<Probe> MoreProbes { get; init; } = [];

    /// <summary>How many of the probes that count must pass, 1 to as many as there are; null: none counts.</summary>
    public int? QuorumOfProbes { get; init; }

    /// <summary>All its probes, the main one first.</summary>
    [JsonIgnore]
    public IEnumerable<Probe> AllProbes => Probe is null ? MoreProbes : MoreProbes.Prepend(Probe);

    /// <summary>The vantages that look at it; none: all.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public ImmutableArray<VantageCode> Vantages { get; init; } = [];

    /// <summary>How many of the vantages that report must find an endpoint down before it is.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public Quorum Quorum { get; init; } = Quorum.Majority;

    /// <summary>What an endpoint counts as while no vantage reports on it.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public SilenceMeaning WithoutVantages { get; init; } = SilenceMeaning.Hold;

    /// <summary>Whether what vantages near a client find down counts for that client first; otherwise only what all vantages together find.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool RegionalHealth { get; init; }
}
