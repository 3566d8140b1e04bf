using System.Diagnostics;
using GlobalLb.EndToEnd.Tests.Running;
using GlobalLb.Migrations;
using GlobalLb.Store.Embedded;
using GlobalLb.Store.Health;
using GlobalLb.Store.Working;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;
using Xunit.Abstractions;

namespace GlobalLb.EndToEnd.Tests;

public sealed class SharedWorkTests(ITestOutputHelper output) : EndToEndTest(output)
{
    // Two check-ins of 3 s and the patience of its peers, 5 s; a busy machine makes more of it.
    private static readonly TimeSpan Promised = TimeSpan.FromSeconds(30);

    [Fact(Timeout = 180_000)]
    public async Task Work_of_a_Control_that_is_killed_is_finished_by_another_and_done_once()
    {
        var postgres = Stage.Ending(await EmbeddedPostgres.StartAsync(new EmbeddedPostgresOptions(Stage.Folder.In("database")), NullLogger.Instance));
        await Migrator.MigrateAsync(postgres.ConnectionString);
        var desk = Stage.Ending(new Desk(postgres.ConnectionString));
        await desk.Get<HealthHistory>().StoreAsync(new HistoryBatch(Guid.NewGuid()) { Outcomes = [new(DateTimeOffset.UtcNow.AddDays(-10), new("web-1"), "", "control", true, "fine", 1, null, 1)] });

        // Retention cannot go on behind this lock.
        await using var source = NpgsqlDataSource.Create(postgres.ConnectionString);
        await using var held = await source.OpenConnectionAsync();
        await using var transaction = await held.BeginTransactionAsync();
        await using (var hold = new NpgsqlCommand("LOCK TABLE globallb.history_batches IN ACCESS EXCLUSIVE MODE", held, transaction)) await hold.ExecuteNonQueryAsync();
        RunningProgram[] controls = [StartControl(postgres, "one"), StartControl(postgres, "two")];
        foreach (var control in controls) await control.WaitForAsync("Sharing work with other Controls as", Stage.Patience);
        await Poll.UntilAsync("retention waits for the lock", Stage.Patience, async () => true.Equals(await AskAsync(
            source, "SELECT count(*) > 0 FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND query LIKE 'DELETE FROM globallb.history_batches%'")));
        var before = await FindAsync(desk);
        var worker = controls.Single(control => before.Node!.Contains($":{control.Id}:", StringComparison.Ordinal));
        Assert.Null(before.EndedAt);

        // Killed in the middle; only then can anybody go on.
        await worker.KillAsync();
        var killed = Stopwatch.StartNew();
        await transaction.RollbackAsync();
        var other = controls.Single(control => control != worker);
        await other.WaitForAsync("History that is kept no longer was dropped: probe_outcomes_", Stage.Patience);
        Figures.Write(Output, "Work of a killed Control is finished by another", killed.Elapsed, Promised);
        Assert.True(killed.Elapsed <= Promised, $"{killed.Elapsed} until another went on, {Promised} promised");
        await Poll.UntilAsync("the work has ended", Stage.Patience, async () => (await FindAsync(desk)).EndedAt is not null);

        var after = await FindAsync(desk);
        Assert.Contains($":{other.Id}:", after.Node!, StringComparison.Ordinal);
        Assert.Equal((2L, 0L, null), (after.Runs, after.Failures, after.Failure)); // begun by both, ended by one
        Assert.Equal(1L, await AskAsync(source, "SELECT count(*) FROM globallb.work_runs WHERE work = 'history' AND ended_at IS NOT NULL"));
        Assert.DoesNotContain("was dropped", worker.Transcript, StringComparison.Ordinal);
        Assert.Equal(0L, await AskAsync(source, "SELECT count(*) FROM globallb.probe_outcomes"));
        Assert.DoesNotContain("fail", other.Transcript, StringComparison.OrdinalIgnoreCase);

        // What an operator sees of it.
        var (code, list) = await Stage.RunAsync("work", "list", "--postgres", postgres.ConnectionString, "--data", Stage.Folder.In("list"));
        Assert.Equal(0, code);
        Assert.Matches($@"history +1 h +\S+ .*:{other.Id}:", list.Transcript);
        Assert.Equal(0, await other.StopAsync());
    }

    private static async Task<SharedWork> FindAsync(Desk desk) => (await desk.Get<WorkLedger>().ListAsync()).Single(work => work.Name == "history");

    private static async Task<object?> AskAsync(NpgsqlDataSource source, string sql)
    {
        await using var command = source.CreateCommand(sql);
        return await command.ExecuteScalarAsync();
    }

    private RunningProgram StartControl(EmbeddedPostgres postgres, string name) => Stage.StartGlobalLb(
        "control", "--postgres", postgres.ConnectionString, "--web", $"{Stage.FreeWeb()}", "--data", Stage.Folder.In(name));
}
