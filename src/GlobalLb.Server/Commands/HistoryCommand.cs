using System.CommandLine;
using System.Globalization;
using GlobalLb.Steering.Configuration;
using GlobalLb.Store.Health;

namespace GlobalLb.Server.Commands;

/// <summary><c>globallb history export</c>: transitions and roll-ups, streamed.</summary>
internal static class HistoryCommand
{
    public static Command Create() => new("history", "The past of all endpoints") { Export() };

    private static DocumentedCommand Export()
    {
        var from = new Option<string>("--from") { Description = "The first moment, UTC: 2026-11-01 or 2026-11-01T12:30:00Z (a day ago)", HelpName = "time" };
        var to = new Option<string>("--to") { Description = "The first moment no longer wanted, UTC (now)", HelpName = "time" };
        var format = new Option<string>("--format") { Description = "csv or json", DefaultValueFactory = _ => "csv" };
        format.AcceptOnlyFromAmong("csv", "json");
        var kind = new Option<string>("--kind") { Description = "transitions, roll-ups, or both (JSON only)", DefaultValueFactory = _ => "transitions" };
        kind.AcceptOnlyFromAmong("transitions", "roll-ups", "both");
        var region = new Option<string?>("--region") { Description = "Only this region", HelpName = "code" };
        var endpoint = new Option<string?>("--endpoint") { Description = "Only this endpoint", HelpName = "code" };
        var output = new Option<string?>("--output") { Description = "Write to this file (standard output)", HelpName = "file" };
        var options = new DatabaseOptions();
        var command = new DocumentedCommand(
            "export",
            "Write health transitions and probe roll-ups as CSV or JSON",
            [
                "globallb history export --from 2026-11-01 --to 2026-12-01 --format csv --output november.csv",
                "globallb history export --kind both --format json --region eu-west",
            ]) { from, to, format, kind, region, endpoint, output };
        options.AddTo(command);
        Failing.SetAction(command, async (parsed, cancellation) =>
        {
            var now = TimeProvider.System.GetUtcNow();
            var range = new HistoryRange(
                Read(parsed.GetValue(from), now.AddDays(-1)),
                Read(parsed.GetValue(to), now),
                parsed.GetValue(region) is { } code ? new RegionCode(code) : null,
                parsed.GetValue(endpoint) is { } one ? new EndpointCode(one) : null);
            if (range.From >= range.To) throw new NotFoundException($"--from {range.From:u} is not before --to {range.To:u}");
            var (exported, written) = (Kind(parsed.GetValue(kind)!), parsed.GetValue(format) == "json" ? HistoryFormat.Json : HistoryFormat.Csv);
            if (exported == HistoryKind.Both && written == HistoryFormat.Csv) throw new NotFoundException("CSV holds one kind of row: choose --kind transitions or roll-ups, or --format json");
            await using var database = await options.OpenAsync(parsed, cancellation);
            await using var store = database.Store();
            await using var stream = parsed.GetValue(output) is { } file ? File.Create(file) : Console.OpenStandardOutput();
            var progress = parsed.GetValue(output) is null || Console.IsErrorRedirected ? null : new Progress<long>(rows => Console.Error.Write($"\r{rows} rows"));
            await store.GetRequiredService<HealthExport>().WriteAsync(exported, written, range, stream, progress, cancellation);
            if (progress is not null) await Console.Error.WriteLineAsync();
            return ExitCode.Done;
        });
        return command;
    }

    private static HistoryKind Kind(string kind) => kind switch
    {
        "roll-ups" => HistoryKind.RollUps,
        "both" => HistoryKind.Both,
        _ => HistoryKind.Transitions,
    };

    private static DateTimeOffset Read(string? text, DateTimeOffset otherwise)
    {
        if (text is null) return otherwise;
        return DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var time)
            ? time
            : throw new NotFoundException($"'{text}' is no time; write one such as 2026-11-01 or 2026-11-01T12:30:00Z");
    }
}
