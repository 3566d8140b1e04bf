using GlobalLb.Steering.Simulating;

namespace GlobalLb.Server.Commands;

/// <summary>A simulation as text for a terminal.</summary>
internal static class SimulationText
{
    public static string Format(Simulation simulation, bool isAll)
    {
        var comparison = simulation.Comparison;
        var left = comparison.ByFallback + comparison.Empty;
        return string.Join(Environment.NewLine,
        [
            .. Table(["NAME", "CLIENTS", "NOW", "THEN"], [.. comparison.Moves.GroupBy(move => move.Name).SelectMany(name => Rows([.. name], isAll))]),
            $"{comparison.Moved} of {comparison.Pairs} pairs of steered name and client place would move (configuration version {simulation.Version}).",
            left == 0 ? "Every one of them would still be answered from an available pool." : $"{left} would be left to the fallback or without an answer.",
            "",
            .. Table(["REGION", "NOW", "THEN", "CAPACITY", "LEFT"], [.. comparison.Regions.Select(Row)]),
            .. comparison.Flows.Take(20).Select(flow => $"  {flow}"),
            "",
            .. Time(simulation.Timeline),
            .. simulation.Losses.Select(loss => loss.ToString()),
            .. simulation.Notes,
        ]);
    }

    private static string[] Row(RegionLoad load) =>
    [
        load.Region.Value,
        $"{load.Before:P1}",
        load.LoadAfter is { } units ? $"{load.After:P1} = {units:0.#}" : $"{load.After:P1}",
        load.Capacity is { } capacity ? $"{capacity:0.#}" : "–",
        load.Margin is { } margin ? $"{margin:P0}" : "–",
    ];

    private static IEnumerable<string> Time(Timeline timeline)
    {
        if (timeline.DetectionSeconds is { } detection)
            yield return $"At most {timeline.TotalSeconds:0.#} s until the last client has gone: {detection:0.#} s to notice, {timeline.PublicationSeconds:0.#} s to publish, {timeline.DrainSeconds:0} s of TTL.";
        if (!timeline.Unprobed.IsEmpty) yield return $"Not probed, so nobody would notice: {string.Join(", ", timeline.Unprobed)}.";
    }

    // One line for all clients where the place makes no difference.
    private static List<string[]> Rows(IReadOnlyList<Move> moves, bool isAll)
    {
        var rows = moves.Where(move => isAll || move.IsMove)
            .Select(move => new[] { move.Name.ToHostName(), move.Place, string.Join(" + ", move.Before), string.Join(" + ", move.After) }).ToList();
        return rows.Count == moves.Count && rows.Count > 1 && rows.DistinctBy(row => (row[2], row[3])).Count() == 1
            ? [[rows[0][0], "all", rows[0][2], rows[0][3]]]
            : rows;
    }

    /// <summary>Rows below their head, in columns.</summary>
    internal static IEnumerable<string> Table(string[] head, IReadOnlyList<string[]> rows)
    {
        if (rows.Count == 0) return [];
        string[][] all = [head, .. rows];
        var widths = Enumerable.Range(0, head.Length).Select(column => all.Max(row => row[column].Length)).ToArray();
        return all.Select(row => string.Join("  ", row.Select((cell, column) => cell.PadRight(widths[column]))).TrimEnd());
    }
}
