namespace GlobalLb.Steering.Configuration;

/// <summary>A real evacuation of a region for a limited time.</summary>
/// <param name="Until">When it ends by itself. Edges compare it with their own clock, so it ends even with everything else gone.</param>
/// <param name="StartedBy">Who started it.</param>
public sealed record Drill(DateTimeOffset Until, string StartedBy);
