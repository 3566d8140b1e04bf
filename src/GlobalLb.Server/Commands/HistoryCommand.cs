using System.CommandLine;
using GlobalLb.Store.Health;

namespace GlobalLb.Server.Commands;

/// <summary><c>globallb history export</c>: transitions, roll-ups, raw outcomes or incidents, streamed.</summary>
internal static class HistoryCommand
{
    public static Command Create() => new("history", "The past of all endpoints") { Export(), HistoryAvailabilityCommand.Create() };

    private static DocumentedCommand Export()
    {
        var asked = new HistoryRangeOptions();
        var format = new Option<string>("--format") { Description = "csv, json, or jsonl: one JSON object a line", DefaultValueFactory = _ => "csv" };
        format.AcceptOnlyFromAmong("csv", "json", "jsonl");
        var kind = new Option<string>("--kind") { Description = "transitions, roll-ups, outcomes, incidents, or both: transitions and roll-ups (JSON only)", DefaultValueFactory = _ => "transitions" };
        kind.AcceptOnlyFromAmong("transitions", "roll-ups", "outcomes", "incidents", "both");
        var vantage = new Option<string?>("--vantage") { Description = "Only what was found from there", HelpName = "name" };
        var output = new Option<string?>("--output") { Description = "Write to this file (standard output)", HelpName = "file" };
        var options = new DatabaseOptions();
        var command = new DocumentedCommand(
            "export",
            "Write health transitions, probe roll-ups, raw outcomes or incidents as CSV, JSON or JSON lines",
            [
                "globallb history export --from 2026-11-01 --to 2026-12-01 --format csv --output november.csv",
                "globallb history export --kind both --format json --region eu-west",
                "globallb history export --kind incidents --from 2026-11-01 --zone Europe/Berlin",
                "globallb history export --kind outcomes --format jsonl --endpoint eu-web-1 --vantage control --output outcomes.jsonl",
            ]) { format, kind, vantage, output };
        asked.AddTo(command);
        options.AddTo(command);
        Failing.SetAction(command, async (parsed, cancellation) =>
        {
            var (range, written) = asked.Read(parsed, parsed.GetValue(vantage));
            var (exported, shape) = (Kind(parsed.GetValue(kind)!), Format(parsed.GetValue(format)!));
            if (exported == HistoryKind.Both && shape != HistoryFormat.Json) throw new NotFoundException("CSV and JSON lines hold one kind of row: choose --kind transitions or roll-ups, or --format json");
            await using var database = await options.OpenAsync(parsed, cancellation);
            await using var store = database.Store();
            var export = store.GetRequiredService<HealthExport>();
            await using var stream = parsed.GetValue(output) is { } file ? File.Create(file) : Console.OpenStandardOutput();

            // Not between the rows of a terminal that shows them.
            var isLookedAt = !Console.IsErrorRedirected && (parsed.GetValue(output) is not null || Console.IsOutputRedirected);
            var progress = isLookedAt ? new RowsLine(Console.Error, await export.EstimateAsync(exported, range, cancellation)) : null;
            var rows = await export.WriteAsync(exported, shape, range, stream, progress, written, cancellation);
            progress?.End(rows);
            return ExitCode.Done;
        });
        return command;
    }

    private static HistoryKind Kind(string kind) => kind switch
    {
        "roll-ups" => HistoryKind.RollUps,
        "outcomes" => HistoryKind.Outcomes,
        "incidents" => HistoryKind.Incidents,
        "both" => HistoryKind.Both,
        _ => HistoryKind.Transitions,
    };

    private static HistoryFormat Format(string format) => format switch
    {
        "json" => HistoryFormat.Json,
        "jsonl" => HistoryFormat.JsonLines,
        _ => HistoryFormat.Csv,
    };
}
