using System.Collections.Immutable;
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
        var document = Change.Of(region.Code, known => Take(step, known))(state.Document);
        var moves = Compare(state.Document, snapshot, Snapshot.Compile(document, state.Version, snapshot.Health, now, state.Places, snapshot));
        return step is RegionStep.Drain or RegionStep.Evacuate or RegionStep.StartDrill
            ? OfLeaving(region, moves)
            : new StepPreview($"{moves.Count(move => move.IsMove)} of {moves.Length} client places come back to {region.Name}.", 0, 0);
    }

    // A drill that is only imagined needs no end: for the moment it is an evacuation.
    private static Region Take(RegionStep step, Region region) => step switch
    {
        RegionStep.Open => region with { State = RegionState.Open },
        RegionStep.Drain => region with { State = RegionState.Drained },
        RegionStep.EndDrill => region with { Drill = null },
        _ => region with { State = RegionState.Evacuated },
    };

    // A region that is imagined down would not do: the fallback may answer what is down, never what is evacuated, and what is
    // drained goes on answering when it is the last. So two snapshots are compared.
    private static ImmutableArray<Move> Compare(ConfigurationDocument document, Snapshot before, Snapshot after) =>
        Comparison.Of(before, after, ClientPlace.AllOf(document, before), document.Regions).Moves;

    private static StepPreview OfLeaving(Region region, ImmutableArray<Move> moves)
    {
        var moved = moves.Where(move => move.IsMove).ToList();
        var targets = moved.SelectMany(move => move.After).Where(share => share.Region is not null).GroupBy(share => share.Region!.Value)
            .OrderByDescending(group => group.Sum(share => share.Part)).Select(group => group.Key.Value).ToList();
        var where = targets.Count == 0 ? "" : $" to {string.Join(", ", targets)}";
        var isSentHere = moves.Any(move => move.Before.Any(share => share.Region == region.Code));
        var sentence = moved.Count == 0
            ? $"None of {moves.Length} client places moves: {(isSentHere ? "no other region can take them" : "nobody is sent here now")}."
            : $"{moved.Count} of {moves.Length} client places move{where}.";
        return new StepPreview(
            sentence,
            moves.Count(move => move.IsFallback && !move.Before.Any(share => share.IsFallback)),
            moves.Count(move => move.IsEmpty && move.Before.Any(share => !share.IsNothing)));
    }
}
