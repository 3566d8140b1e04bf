using System.CommandLine;
using GlobalLb.Steering.Configuration;
using GlobalLb.Store.Health;

namespace GlobalLb.Server.Commands;

/// <summary><c>globallb history export</c>: transitions, roll-ups, raw outcomes or incidents, streamed.</summary>
internal static class HistoryCommand
{
    public static Command Create() => new("history", "The past of all endpoints") { Export() };

    private static DocumentedCommand Export()
    {
        var from = new Option<string>("--from") { Description = "The first moment: 2026-11-01, 2026-11-01T12:30 or 2026-11-01T12:30:00Z (a day ago)", HelpName = "time" };
        var to = new Option<string>("--to") { Description = "The first moment no longer wanted (now)", HelpName = "time" };
        var format = new Option<string>("--format") { Description = "csv, json, or jsonl: one JSON object a line", DefaultValueFactory = _ => "csv" };
        format.AcceptOnlyFromAmong("csv", "json", "jsonl");
        var kind = new Option<string>("--kind") { Description = "transitions, roll-ups, outcomes, incidents, or both: transitions and roll-ups (JSON only)", DefaultValueFactory = _ => "transitions" };
        kind.AcceptOnlyFromAmong("transitions", "roll-ups", "outcomes", "incidents", "both");
        var region = new Option<string?>("--region") { Description = "Only this region", HelpName = "code" };
        var endpoint = new Option<string?>("--endpoint") { Description = "Only this endpoint", HelpName = "code" };
        var pool = new Option<string?>("--pool") { Description = "Only this pool", HelpName = "code" };
        var vantage = new Option<string?>("--vantage") { Description = "Only what was found from there", HelpName = "name" };
        var zone = new Option<string?>("--zone") { Description = "The time zone of --from and --to without an offset, and of all times written: Europe/Berlin (UTC)", HelpName = "name" };
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
            ]) { from, to, format, kind, region, pool, endpoint, vantage, zone, output };
        options.AddTo(command);
        Failing.SetAction(command, async (parsed, cancellation) =>
        {
            var now = TimeProvider.System.GetUtcNow();
            var written = TimeZoneInfo.Utc;
            if (parsed.GetValue(zone) is { } named && !TimeZoneText.TryParse(named, out written, out var problem)) throw new NotFoundException(problem);
            var range = new HistoryRange(
                Read(parsed.GetValue(from), written, now.AddDays(-1)),
                Read(parsed.GetValue(to), written, now),
                parsed.GetValue(region) is { } code ? new RegionCode(code) : null,
                parsed.GetValue(endpoint) is { } one ? new EndpointCode(one) : null,
                parsed.GetValue(pool) is { } standIns ? new PoolCode(standIns) : null,
                parsed.GetValue(vantage));
            if (range.From >= range.To) throw new NotFoundException($"--from {range.From:u} is not before --to {range.To:u}");
            var (exported, shape) = (Kind(parsed.GetValue(kind)!), Format(parsed.GetValue(format)!));
            if (exported == HistoryKind.Both && shape != HistoryFormat.Json) throw new NotFoundException("CSV and JSON lines hold one kind of row: choose --kind transitions or roll-ups, or --format json");
            await using var database = await options.OpenAsync(parsed, cancellation);
            await using var store = database.Store();
            await using var stream = parsed.GetValue(output) is { } file ? File.Create(file) : Console.OpenStandardOutput();
            var progress = parsed.GetValue(output) is null || Console.IsErrorRedirected ? null : new Progress<long>(rows => Console.Error.Write($"\r{rows} rows"));
            await store.GetRequiredService<HealthExport>().WriteAsync(exported, shape, range, stream, progress, written, cancellation);
            if (progress is not null) await Console.Error.WriteLineAsync();
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

    private static DateTimeOffset Read(string? text, TimeZoneInfo zone, DateTimeOffset otherwise)
    {
        if (text is null) return otherwise;
        return HistoryMoment.TryParse(text, zone, out var time) ? time : throw new NotFoundException($"'{text}' is no time; write one such as 2026-11-01 or 2026-11-01T12:30:00Z");
    }
}
