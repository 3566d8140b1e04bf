using System.Collections.Immutable;

namespace GlobalLb.Store.Health;

/// <summary>How available something was, held against an objective: what the API and the command line give as JSON.</summary>
/// <param name="Scope">Whether it is a region, a pool or an endpoint.</param>
/// <param name="Code">Its code.</param>
/// <param name="Availability">The share of the known time it was up, 0 to 1; null when nothing is known.</param>
/// <param name="Falls">How often it went down.</param>
/// <param name="UpSeconds">How long it was up.</param>
/// <param name="DownSeconds">How long it was down.</param>
/// <param name="UnknownSeconds">How long nobody knew.</param>
/// <param name="BudgetSeconds">How long it may be down for the objective.</param>
/// <param name="BudgetLeftSeconds">What is left of that; below zero when the objective is missed.</param>
/// <param name="Line">Its time line.</param>
/// <param name="IsLineCut">Whether there was more than a time line holds.</param>
public sealed record AvailabilityFigures(
    AvailabilityScope Scope,
    string Code,
    double? Availability,
    int Falls,
    double UpSeconds,
    double DownSeconds,
    double UnknownSeconds,
    double BudgetSeconds,
    double BudgetLeftSeconds,
    ImmutableArray<AvailabilitySpan> Line,
    bool IsLineCut)
{
    /// <summary>Of what was found.</summary>
    /// <param name="found">What was found.</param>
    /// <param name="objective">The share of time it is to be up, 0 to 1.</param>
    public static AvailabilityFigures Of(Availability found, double objective) => new(
        found.Scope,
        found.Code,
        found.Share,
        found.Falls,
        found.Up.TotalSeconds,
        found.Down.TotalSeconds,
        found.Unknown.TotalSeconds,
        found.Budget(objective).TotalSeconds,
        found.BudgetLeft(objective).TotalSeconds,
        found.Line,
        found.IsLineCut);
}
