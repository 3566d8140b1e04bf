using GlobalLb.Server.Declaring;
using GlobalLb.Steering.Simulating;

namespace GlobalLb.Server.Commands;

/// <summary>A difference and its effect, as lines for people.</summary>
internal static class PlanText
{
    private const int MostShown = 200;

    /// <summary>Says what is different.</summary>
    public static async Task SayAsync(Difference difference, TextWriter output)
    {
        if (difference.Lines.IsEmpty) await output.WriteLineAsync("nothing to change: the configuration says the same");
        await SayAsync(difference.Lines, output);
    }

    /// <summary>Says who would be answered otherwise.</summary>
    public static async Task SayAsync(AnswerEffect effect, TextWriter output)
    {
        await output.WriteLineAsync();
        foreach (var name in effect.Come) await output.WriteLineAsync($"+ {name} begins to be steered");
        foreach (var name in effect.Gone) await output.WriteLineAsync($"- {name} is no longer steered");
        await SayAsync([.. effect.Moves.GroupBy(move => move.Name).SelectMany(name => Lines([.. name]))], output);
        var (moved, worse) = (effect.Moves.Where(move => move.IsMove).Sum(move => move.Places), effect.Moves.Where(IsLeft).Sum(move => move.Places));
        await output.WriteLineAsync(moved == 0
            ? "No client of a steered name would be answered otherwise."
            : $"{moved} of {effect.Pairs} pairs of steered name and client place would be answered otherwise.");
        if (worse > 0) await output.WriteLineAsync($"{worse} would be left to the fallback or without an answer, and are not now.");
    }

    private static bool IsLeft(Move move) => (move.IsEmpty || move.IsFallback) && !move.Before.Any(share => share.IsFallback || share.IsNothing);

    // One line for all clients where the place makes no difference.
    private static IEnumerable<string> Lines(IReadOnlyList<Move> moves)
    {
        var lines = moves.Where(move => move.IsMove).Select(move => (move.Place, Change: $"{string.Join(" + ", move.Before)} → {string.Join(" + ", move.After)}")).ToList();
        var name = moves[0].Name;
        return lines.Count == moves.Count && lines.DistinctBy(line => line.Change).Count() == 1
            ? [$"~ {name} for all clients: {lines[0].Change}"]
            : lines.Select(line => $"~ {name} for {line.Place}: {line.Change}");
    }

    private static async Task SayAsync(IReadOnlyCollection<string> lines, TextWriter output)
    {
        foreach (var line in lines.Take(MostShown)) await output.WriteLineAsync(line);
        if (lines.Count > MostShown) await output.WriteLineAsync($"… and {lines.Count - MostShown} more");
    }
}
