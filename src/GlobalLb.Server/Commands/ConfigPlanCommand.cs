using System.CommandLine;
using GlobalLb.Server.Declaring;
using GlobalLb.Steering.Configuration;
using GlobalLb.Steering.Health;
using GlobalLb.Steering.Snapshots;
using GlobalLb.Store.Configurations;
using GlobalLb.Store.Embedded;

namespace GlobalLb.Server.Commands;

/// <summary><c>globallb config plan</c>: what a file would change, and what that does to answers.</summary>
internal static class ConfigPlanCommand
{
    public static Command Create()
    {
        var source = ConfigCommand.Source();
        var options = new DatabaseOptions();
        var command = new DocumentedCommand(
            "plan",
            "Say what applying a YAML file or folder would change, and whose answers; change nothing",
            ["globallb config plan globallb.yaml", "globallb config plan zones/"],
            "The answers are those of the evaluator that answers, with the health of now, for every steered name and client place.") { source };
        options.AddTo(command);
        Failing.SetAction(command, async (parsed, cancellation) =>
        {
            var (output, error) = (parsed.InvocationConfiguration.Output, parsed.InvocationConfiguration.Error);
            var written = await ConfigCommand.ReadAsync(parsed.GetValue(source)!, error);
            await using var database = await options.OpenAsync(parsed, cancellation);
            await using var store = database.Store();
            var newest = await store.GetRequiredService<ConfigurationVersions>().NewestAsync(cancellation);
            var before = newest?.Document ?? ConfigurationDocument.Empty;
            var after = Alignment.Align(written, before);
            var difference = Difference.Between(before, after);
            await PlanText.SayAsync(difference, output);
            if (difference.Lines.IsEmpty) return ExitCode.Done;

            await PlanText.SayAsync(await EffectAsync(store, newest?.Version, after, cancellation), output);
            if (SnapshotGuard.CheckSize(before, after, isConfirmed: true) is { } refusal) throw new NotFoundException($"this would be refused: {refusal}");
            if (SnapshotGuard.CheckSize(before, after) is { } loss) await output.WriteLineAsync($"{loss}: apply it with --confirm");
            await output.WriteLineAsync($"nothing was changed (version {newest?.Version ?? 0})");
            return ExitCode.Done;
        });
        return command;
    }

    private static async Task<AnswerEffect> EffectAsync(IServiceProvider store, long? version, ConfigurationDocument after, CancellationToken cancellation)
    {
        var live = await store.GetRequiredService<SnapshotArchive>().FindAsync(new SnapshotMoment(version, null), null, cancellation);
        var (before, document) = live is null ? (Compile(ConfigurationDocument.Empty, 0, HealthTable.Empty), ConfigurationDocument.Empty) : (live.Snapshot, live.Document);
        return AnswerEffect.Between((before, document), (Compile(after, (version ?? 0) + 1, before.Health), after));
    }

    private static Snapshot Compile(ConfigurationDocument document, long version, HealthTable health)
    {
        try
        {
            return Snapshot.Compile(document, version, health, TimeProvider.System.GetUtcNow());
        }
        catch (InvalidOperationException failure)
        {
            throw new StartFailure($"What is written does not compile: {failure.Message}.", failure);
        }
    }
}
