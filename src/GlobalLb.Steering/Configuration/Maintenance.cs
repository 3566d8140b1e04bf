using System.Collections.Immutable;

namespace GlobalLb.Steering.Configuration;

/// <summary>
/// A time in which regions, pools or endpoints are drained, once or every week: either <see cref="From"/> and <see cref="To"/>, or
/// <see cref="FromTime"/>, <see cref="ToTime"/> and <see cref="Zone"/>. Times of day are read as those of a <see cref="ScheduleNode"/>.
/// </summary>
public sealed record Maintenance
{
    /// <summary>The most of them.</summary>
    public const int Most = 1000;

    /// <summary>What people call it; each has its own.</summary>
    public required string Name { get; init; }

    /// <summary>When it begins; null: it comes every week.</summary>
    public DateTimeOffset? From { get; init; }

    /// <summary>When it is over; null: it comes every week.</summary>
    public DateTimeOffset? To { get; init; }

    /// <summary>The days on which it begins; left out: every day.</summary>
    public ImmutableArray<Weekday> Days { get; init; } = [.. Enum.GetValues<Weekday>()];

    /// <summary>When it begins on each of those days, in whole minutes of the clock on the wall; null: it comes once.</summary>
    public TimeOnly? FromTime { get; init; }

    /// <summary>When it is over; when that is not after <see cref="FromTime"/>, on the day after; null: it comes once.</summary>
    public TimeOnly? ToTime { get; init; }

    /// <summary>The time zone of times of day, by its IANA name; null: it comes once.</summary>
    public string? Zone { get; init; }

    /// <summary>How many seconds before it begins what it is about is drained, so that clients are gone by then; 0 to 604 800.</summary>
    public int LeadSeconds { get; init; }

    /// <summary>The regions it is about.</summary>
    public ImmutableArray<RegionCode> Regions { get; init; } = [];

    /// <summary>The pools it is about.</summary>
    public ImmutableArray<PoolCode> Pools { get; init; } = [];

    /// <summary>The endpoints it is about.</summary>
    public ImmutableArray<EndpointCode> Endpoints { get; init; } = [];

    /// <summary>The endpoints it drains, each once.</summary>
    /// <param name="document">The configuration it is of.</param>
    public IEnumerable<EndpointCode> EndpointsIn(ConfigurationDocument document) => document.Pools
        .Where(pool => Regions.Contains(pool.Region) || Pools.Contains(pool.Code))
        .SelectMany(pool => pool.Endpoints)
        .Select(endpoint => endpoint.Code)
        .Concat(Endpoints)
        .Distinct();
}
