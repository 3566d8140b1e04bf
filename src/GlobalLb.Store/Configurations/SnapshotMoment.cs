using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace GlobalLb.Store.Configurations;

/// <summary>Which past a question is about: a version with the health of now, or a moment with the version and the health of then.</summary>
/// <param name="Version">The version; null: the newest, or that of the moment.</param>
/// <param name="Time">The moment; null: now.</param>
public sealed record SnapshotMoment(long? Version, DateTimeOffset? Time)
{
    /// <summary>The newest version and the health of now.</summary>
    public static SnapshotMoment Now { get; } = new(null, null);

    /// <summary>Parses a version, such as 12, or a time, such as 2026-11-01 or 2026-11-01T12:30:00Z; UTC unless it says otherwise.</summary>
    public static bool TryParse(string? text, [NotNullWhen(true)] out SnapshotMoment? moment, [NotNullWhen(false)] out string? problem)
    {
        problem = null;
        moment = string.IsNullOrWhiteSpace(text) ? Now
            : long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var version) ? new SnapshotMoment(version, null)
            : DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var time) ? new SnapshotMoment(null, time)
            : null;
        if (moment is null) problem = $"'{text}' is no version and no time; write one such as 12 or 2026-11-01T12:30:00Z";
        return moment is not null;
    }
}
