using System.CommandLine;
using System.Text.Json;
using GlobalLb.Server.Running;
using GlobalLb.Steering.Configuration;
using GlobalLb.Steering.Simulating;

namespace GlobalLb.Server.Commands;

/// <summary><c>globallb simulate</c>: who would move where if something went down. Nothing live is touched.</summary>
internal static class SimulateCommand
{
    public static Command Create()
    {
        var down = new Option<string[]>("--down")
        {
            Description = "A region, pool or endpoint that is imagined to be down; may be repeated",
            HelpName = "code",
            Required = true,
            AllowMultipleArgumentsPerToken = true,
        };
        var all = new Option<bool>("--all") { Description = "Print also who would stay" };
        var json = new Option<bool>("--json") { Description = "Print JSON" };
        var options = new DatabaseOptions();
        var command = new DocumentedCommand(
            "simulate",
            "Play a fault on the live configuration and health, and say who would move where",
            [
                "globallb simulate --down eu-west",
                "globallb simulate --down eu-west us-web-1 --all",
            ],
            "The evaluator that answers is asked, for every steered name and client place; live answers are not touched.") { down, all, json };
        options.AddTo(command);
        Failing.SetAction(command, async (parsed, cancellation) =>
        {
            await using var database = await options.OpenAsync(parsed, cancellation);
            await using var store = database.Store();
            var (snapshot, document) = await LiveSnapshot.ReadAsync(store, null, cancellation);
            var fault = Fault.Of(parsed.GetValue(down)!, document, out var problems);
            if (problems.Count > 0) throw new NotFoundException(string.Join(Environment.NewLine, problems));
            var simulation = Simulation.Play(snapshot, document, fault);
            await Console.Out.WriteLineAsync(parsed.GetValue(json)
                ? JsonSerializer.Serialize(simulation, ConfigurationJson.Options)
                : Format(simulation, parsed.GetValue(all)));
            return simulation.Moves.Any(move => move.IsEmpty || move.IsFallback) ? ExitCode.DoesNotHold : ExitCode.Done;
        });
        return command;
    }

    private static string Format(Simulation simulation, bool isAll)
    {
        string[][] rows = [["NAME", "CLIENTS", "NOW", "THEN"], .. simulation.Moves.GroupBy(move => move.Name).SelectMany(name => Rows([.. name], isAll))];
        var widths = Enumerable.Range(0, 4).Select(column => rows.Max(row => row[column].Length)).ToArray();
        var lines = rows.Length == 1 ? [] : rows.Select(row => string.Join("  ", row.Select((cell, column) => cell.PadRight(widths[column]))).TrimEnd());
        var moved = simulation.Moves.Count(move => move.IsMove);
        var left = simulation.Moves.Count(move => move.IsFallback || move.IsEmpty);
        return string.Join(Environment.NewLine,
        [
            .. lines,
            $"{moved} of {simulation.Moves.Length} pairs of steered name and client place would move (configuration version {simulation.Version}).",
            left == 0 ? "Every one of them would still be answered from an available pool." : $"{left} would be left to the fallback or without an answer.",
        ]);
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
}
