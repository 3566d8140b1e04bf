namespace GlobalLb.Steering.Configuration;

/// <summary>A date on which a <see cref="ScheduleNode"/> asks a child instead of what its windows say.</summary>
/// <param name="Date">The date; windows do not open on it, and one that is open from the day before closes.</param>
/// <param name="Node">The child.</param>
public sealed record ScheduleException(DateOnly Date, PolicyNode Node);
