using System.Collections.Immutable;

namespace GlobalLb.Steering.Configuration;

/// <summary>A time of some days of every week in which a <see cref="ScheduleNode"/> asks a child.</summary>
public sealed record ScheduleWindow
{
    /// <summary>The days on which it opens; left out: every day.</summary>
    public ImmutableArray<Weekday> Days { get; init; } = [.. Enum.GetValues<Weekday>()];

    /// <summary>When it opens, in whole minutes of the clock on the wall.</summary>
    public required TimeOnly From { get; init; }

    /// <summary>When it closes; when that is not after <see cref="From"/>, on the day after.</summary>
    public required TimeOnly To { get; init; }

    /// <summary>The child.</summary>
    public required PolicyNode Node { get; init; }
}
