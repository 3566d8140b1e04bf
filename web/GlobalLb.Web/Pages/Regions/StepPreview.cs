using GlobalLb.Steering.Configuration;
using GlobalLb.Steering.Simulating;
using GlobalLb.Steering.Snapshots;
using GlobalLb.Web.Live;

namespace GlobalLb.Web.Pages.Regions;

/// <summary>What a step with a region would do to clients, counted by the evaluator that answers.</summary>
/// <param name="Sentence">How many move, and where to.</param>
/// <param name="ByFallback">How many would be answered by a fallback.</param>
/// <param name="Emptied">How many would get an empty answer.</param>
internal sealed record StepPreview(string Sentence, int ByFallback, int Emptied)
{
    /// <summary>Null when there is nothing to count: no snapshot, or no steered name.</summary>
    public static StepPreview? Make(LiveState state, Region region, RegionStep step, DateTimeOffset now)
    {
        if (state.Snapshot is not { SteeredNames.IsEmpty: false } snapshot) return null;
        var fault = new Fault { Regions = [region.Code] };
        if (step is RegionStep.Drain or RegionStep.Evacuate or RegionStep.StartDrill) return OfLeaving(Simulation.Play(snapshot, fault));

        // Coming back is leaving read backwards: the region open, compared with the region down.
        var document = Change.Of(region.Code, known => known with { State = step == RegionStep.Open ? RegionState.Open : known.State, Drill = null })(state.Document);
        var moves = Simulation.Play(Snapshot.Compile(document, state.Version, snapshot.Health, now), fault).Moves;
        return new StepPreview($"{moves.Count(move => move.IsMove)} of {moves.Length} client places come back to {region.Name}.", 0, 0);
    }

    private static StepPreview OfLeaving(Simulation simulation)
    {
        var moved = simulation.Moves.Where(move => move.IsMove).ToList();
        var targets = moved.SelectMany(move => move.After).Where(share => share.Region is not null).GroupBy(share => share.Region!.Value)
            .OrderByDescending(group => group.Sum(share => share.Part)).Select(group => group.Key.Value).ToList();
        var where = targets.Count == 0 ? "" : $" to {string.Join(", ", targets)}";
        var sentence = moved.Count == 0
            ? $"None of {simulation.Moves.Length} client places moves: nobody is sent here now."
            : $"{moved.Count} of {simulation.Moves.Length} client places move{where}.";
        // Also where nobody moves: the fallback may go on answering the very pool that is taken away.
        return new StepPreview(
            sentence,
            simulation.Moves.Count(move => move.IsFallback && !move.Before.Any(share => share.IsFallback)),
            simulation.Moves.Count(move => move.IsEmpty && move.Before.Any(share => share.Region is not null)));
    }
}
