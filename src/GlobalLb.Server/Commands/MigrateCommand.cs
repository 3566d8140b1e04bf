using System.CommandLine;
using GlobalLb.Migrations;
using GlobalLb.Server.Running;
using Microsoft.Extensions.Logging.Abstractions;

namespace GlobalLb.Server.Commands;

/// <summary><c>globallb migrate</c>: bring the schema up to date without running anything.</summary>
internal static class MigrateCommand
{
    public static Command Create()
    {
        var options = new DatabaseOptions();
        var command = new DocumentedCommand(
            "migrate",
            "Bring the database's schema up to date ('run' does it too)",
            ["globallb migrate --postgres 'Host=db;Username=globallb;Database=globallb'"]);
        options.AddTo(command);
        Failing.SetAction(command, async (parsed, cancellation) =>
        {
            await using var database = await Database.ReachAsync(options.Postgres(parsed), options.Folder(parsed), NullLogger.Instance, cancellation);
            var applied = await Migrator.MigrateAsync(database.ConnectionString, cancellation);
            await Console.Out.WriteLineAsync(applied.Count == 0 ? "The schema is up to date." : $"Applied {string.Join(", ", applied)}.");
            return ExitCode.Done;
        });
        return command;
    }
}
