using System.CommandLine;
using System.Globalization;
using GlobalLb.Store.Working;

namespace GlobalLb.Server.Commands;

/// <summary><c>globallb work list</c>: what Controls share, who did it last and when it is due.</summary>
internal static class WorkCommand
{
    public static Command Create() => new("work", "What several Controls share") { CreateList() };

    private static DocumentedCommand CreateList()
    {
        var options = new DatabaseOptions();
        var command = new DocumentedCommand(
            "list",
            "List what is done once for all Controls: who did it last, and when it is due next",
            ["globallb work list --postgres 'Host=db;Username=globallb;Database=globallb'"],
            "A Control is named by its machine, its process and a little chance. Work that is left undone is done by another within half a minute.");
        options.AddTo(command);
        Failing.SetAction(command, async (parsed, cancellation) =>
        {
            await using var database = await options.OpenAsync(parsed, cancellation);
            await using var store = database.Store();
            var works = await store.GetRequiredService<WorkLedger>().ListAsync(cancellation);
            foreach (var line in SimulationText.Table(["WORK", "EVERY", "BEGAN", "TOOK", "NEXT", "BY", "FAILED"], [.. works.Select(Row)]))
                await parsed.InvocationConfiguration.Output.WriteLineAsync(line);
            return ExitCode.Done;
        });
        return command;
    }

    private static string[] Row(SharedWork work) =>
    [
        work.Name,
        Span(work.Every),
        At(work.StartedAt),
        work.EndedAt - work.StartedAt is { } took ? $"{took.TotalSeconds.ToString("0.0", CultureInfo.InvariantCulture)} s" : "-",
        At(work.NextAt),
        work.Node ?? "-",
        work.Failure ?? "-",
    ];

    private static string At(DateTimeOffset? at) => at?.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture) ?? "-";

    private static string Span(TimeSpan span) => span.TotalHours >= 1 ? $"{span.TotalHours:0} h" : span.TotalMinutes >= 1 ? $"{span.TotalMinutes:0} min" : $"{span.TotalSeconds:0} s";
}
