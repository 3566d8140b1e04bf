using System.Collections.Immutable;

namespace GlobalLb.Store.Health;

/// <summary>How available one endpoint, pool or region was within a period.</summary>
/// <param name="Scope">Which of them it is.</param>
/// <param name="Code">Its code.</param>
/// <param name="Up">How long it was up.</param>
/// <param name="Down">How long it was down.</param>
/// <param name="Unknown">How long nobody knew; that counts for nothing.</param>
/// <param name="Falls">How often it went down.</param>
/// <param name="Line">Its time line, in order and without gaps.</param>
/// <param name="IsLineCut">Whether there was more than a time line holds; its last span then lasts until the end.</param>
public sealed record Availability(
    AvailabilityScope Scope, string Code, TimeSpan Up, TimeSpan Down, TimeSpan Unknown, int Falls, ImmutableArray<AvailabilitySpan> Line, bool IsLineCut)
{
    /// <summary>The share of the known time it was up, 0 to 1; null when nothing is known.</summary>
    public double? Share => Up + Down > TimeSpan.Zero ? Up / (Up + Down) : null;

    /// <summary>How long it may be down for an objective.</summary>
    /// <param name="objective">The share of time it is to be up, 0 to 1.</param>
    public TimeSpan Budget(double objective) => (Up + Down) * (1 - objective);

    /// <summary>What is left of that; below zero when the objective is missed.</summary>
    /// <param name="objective">The share of time it is to be up, 0 to 1.</param>
    public TimeSpan BudgetLeft(double objective) => Budget(objective) - Down;
}
