using System.CommandLine;
using System.Globalization;
using System.Text;
using System.Text.Json;
using GlobalLb.Steering.Configuration;
using GlobalLb.Store.Health;

namespace GlobalLb.Server.Commands;

/// <summary><c>globallb history availability</c>: how available regions, pools and endpoints were, and what is left of their error budgets.</summary>
internal static class HistoryAvailabilityCommand
{
    private const double UsualObjective = 99.9;

    public static DocumentedCommand Create()
    {
        var range = new HistoryRangeOptions();
        var objective = new Option<double?>("--objective") { Description = "How available all is to be, in percent (99.9)", HelpName = "percent" };
        var json = new Option<bool>("--json") { Description = "Print JSON, as /api/v1/history/availability does" };
        var options = new DatabaseOptions();
        var command = new DocumentedCommand(
            "availability",
            "Say how available regions, pools and endpoints were, and what is left of their error budgets",
            [
                "globallb history availability --from 2026-11-01 --to 2026-12-01",
                "globallb history availability --region eu-west --objective 99.95 --json",
            ]) { objective, json };
        range.AddTo(command);
        options.AddTo(command);
        command.Validators.Add(result =>
        {
            if (result.GetValue(objective) is <= 0 or >= 100 or double.NaN) result.AddError("--objective is a number of percent above 0 and below 100, such as 99.9.");
        });
        Failing.SetAction(command, async (parsed, cancellation) =>
        {
            var (asked, _) = range.Read(parsed);
            var share = (parsed.GetValue(objective) ?? UsualObjective) / 100;
            await using var database = await options.OpenAsync(parsed, cancellation);
            await using var store = database.Store();
            var figures = await store.GetRequiredService<AvailabilityHistory>().ReadAsync(asked, cancellation);
            await parsed.InvocationConfiguration.Output.WriteLineAsync(parsed.GetValue(json)
                ? JsonSerializer.Serialize(figures.Select(one => AvailabilityFigures.Of(one, share)), ConfigurationJson.Options)
                : Format(figures, share));
            return ExitCode.Done;
        });
        return command;
    }

    /// <summary>A table for people; without a time line.</summary>
    internal static string Format(IReadOnlyList<Availability> figures, double share)
    {
        if (figures.Count == 0) return "Nothing was believed of any endpoint in this range.";
        List<string[]> rows = [["of", "code", "available", "down", "falls", "budget", "left"]];
        rows.AddRange(figures.Select(one => (string[])
        [
            one.Scope.ToString().ToLowerInvariant(),
            one.Code,
            one.Share is { } known ? $"{(Math.Floor(known * 100_000) / 1000).ToString("0.000", CultureInfo.InvariantCulture)} %" : "-",
            Length(one.Down),
            one.Falls.ToString(CultureInfo.InvariantCulture),
            Length(one.Budget(share)),
            Length(one.BudgetLeft(share)),
        ]));
        int[] widths = [.. Enumerable.Range(0, rows[0].Length).Select(column => rows.Max(row => row[column].Length))];
        var text = new StringBuilder();
        foreach (var row in rows)
        {
            // Names to the left, numbers to the right.
            var cells = row.Select((cell, column) => column < 2 ? cell.PadRight(widths[column]) : cell.PadLeft(widths[column]));
            text.AppendJoin("  ", cells).AppendLine();
        }

        return text.ToString().TrimEnd();
    }

    private static string Length(TimeSpan length) => $"{(length < TimeSpan.Zero ? "-" : "")}{length.Duration().ToString(@"d\.hh\:mm\:ss", CultureInfo.InvariantCulture)}";
}
