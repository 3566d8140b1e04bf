using GlobalLb.Steering.Health;
using GlobalLb.Store.Health;
using Npgsql;

namespace GlobalLb.Store.Tests.Health;

public sealed class HistoryStoringTests(PostgresFixture postgres) : StoreTest(postgres)
{
    private HealthHistory History => Get<HealthHistory>();

    private HistoryRange Day => new(Clock.Now.AddHours(-12), Clock.Now.AddHours(12));

    [Fact]
    public async Task A_batch_that_is_sent_twice_is_stored_once()
    {
        var batch = new HistoryBatch(Guid.NewGuid()) { Transitions = [Change()], RollUps = [RollUp(3)], Outcomes = [Outcome(0)] };
        Assert.True(await History.StoreAsync(batch));
        Assert.False(await History.StoreAsync(batch));
        Assert.Equal(1L, await ExecuteAsync("SELECT count(*) FROM globallb.transitions"));
        Assert.Equal(1L, await ExecuteAsync("SELECT count(*) FROM globallb.probe_outcomes"));
        Assert.Equal(3, await ExecuteAsync("SELECT probes FROM globallb.probe_rollups"));
    }

    [Fact]
    public async Task Raw_outcomes_come_back_as_they_were_in_partitions_of_a_day()
    {
        StoredOutcome[] outcomes = [Outcome(0), Outcome(1) with { Passed = false, Reason = "connection refused", Warning = "expires in 3 days", Probe = "deep" }, Outcome(60 * 24)];
        await History.StoreAsync(new HistoryBatch(Guid.NewGuid()) { Outcomes = outcomes });
        Assert.Equal(outcomes[..2], await ReadAsync(History.OutcomesAsync(Day)));
        Assert.Equal(1L, await ExecuteAsync("SELECT count(*) FROM globallb.probe_outcomes_2026_11_21"));
    }

    [Fact]
    public async Task The_votes_of_vantages_and_the_first_failure_stay_with_a_transition()
    {
        var change = Change() with
        {
            Probe = "deep",
            FailingSince = Clock.Now.AddSeconds(-6),
            Votes = [new("", "control", HealthState.Up, "HTTP 200", "expires in 3 days"), new("deep", "berlin", HealthState.Down, "no \"answer\"", Ignored: "its canaries fail")],
        };
        await History.AppendAsync([change], []);
        var stored = Assert.Single(await History.LatestAsync(1, null));
        Assert.Equal(change.Votes, stored.Votes);
        Assert.Equal(change with { Id = stored.Id, Votes = null }, stored with { Votes = null });
    }

    [Fact]
    public async Task Failures_are_counted_by_reason_over_merged_minutes()
    {
        await History.AppendAsync([], [RollUp(9) with { Failures = 3, Reasons = new Dictionary<string, int> { ["HTTP 500"] = 2, ["timeout"] = 1 }, ConfigurationVersion = 4 }]);
        await History.AppendAsync([], [RollUp(1)]);
        await History.AppendAsync([], [RollUp(2) with { Failures = 2, Reasons = new Dictionary<string, int> { ["timeout"] = 2 }, ConfigurationVersion = 3 }]);
        var merged = Assert.Single(await ReadAsync(History.RollUpsAsync(Day)));
        Assert.Equal((12, 5, 4L), (merged.Probes, merged.Failures, merged.ConfigurationVersion));
        Assert.Equal([new("HTTP 500", 2), new("timeout", 3)], merged.Reasons!.OrderBy(reason => reason.Key, StringComparer.Ordinal));
    }

    [Fact]
    public async Task Probes_of_one_endpoint_have_rows_of_their_own()
    {
        await History.AppendAsync([], [RollUp(1), RollUp(2) with { Probe = "deep" }]);
        Assert.Equal(["", "deep"], (await ReadAsync(History.RollUpsAsync(Day))).Select(row => row.Probe));
    }

    [Fact]
    public async Task Partitions_are_made_ahead_and_dropped_when_they_are_over()
    {
        StoredOutcome[] outcomes = [Outcome(0), Outcome(-3 * 24 * 60), Outcome(-5 * 24 * 60)];
        await History.StoreAsync(new HistoryBatch(Guid.NewGuid()) { Outcomes = outcomes, RollUps = [RollUp(1) with { Minute = Clock.Now.AddMonths(-3) }, RollUp(1)] });
        var dropped = await Get<HistoryUpkeep>().RunAsync(new HistoryRetention(OutcomesDays: 3, RollUpsDays: 60));
        Assert.Equal(["probe_outcomes_2026_11_15", "probe_rollups_2026_08"], dropped);
        Assert.Equal(2L, await ExecuteAsync("SELECT count(*) FROM globallb.probe_outcomes"));
        Assert.Equal(
            "probe_outcomes_2026_11_17 probe_outcomes_2026_11_20 probe_outcomes_2026_11_21 probe_outcomes_2026_11_22 probe_rollups_2026_11 probe_rollups_2026_12",
            await ExecuteAsync("SELECT string_agg(relname, ' ' ORDER BY relname) FROM pg_inherits JOIN pg_class ON oid = inhrelid WHERE relname LIKE 'probe\\_%' AND relkind = 'r'"));
        Assert.Empty(await Get<HistoryUpkeep>().RunAsync(new HistoryRetention(OutcomesDays: 3, RollUpsDays: 60)));
    }

    [Fact]
    public async Task Whoever_reads_for_long_delays_the_dropping_and_nobody_who_writes()
    {
        await History.StoreAsync(new HistoryBatch(Guid.NewGuid()) { Outcomes = [Outcome(-9 * 24 * 60)] });
        await using var reading = await Get<NpgsqlDataSource>().OpenConnectionAsync();
        await using var transaction = await reading.BeginTransactionAsync();
        await using var read = new NpgsqlCommand("SELECT count(*) FROM globallb.probe_outcomes", reading, transaction);
        await read.ExecuteScalarAsync();
        await Assert.ThrowsAsync<PostgresException>(() => Get<HistoryUpkeep>().RunAsync(new HistoryRetention()));
        await History.StoreAsync(new HistoryBatch(Guid.NewGuid()) { Outcomes = [Outcome(0)] }).WaitAsync(TimeSpan.FromSeconds(10));
        await transaction.RollbackAsync();
        Assert.Equal(["probe_outcomes_2026_11_11"], await Get<HistoryUpkeep>().RunAsync(new HistoryRetention()));
    }

    [Theory]
    [InlineData(2)]
    [InlineData(5)]
    public void Halves_have_every_row_once_and_fewer_each(int rows)
    {
        var whole = new HistoryBatch(Guid.NewGuid()) { Transitions = [Change()], Outcomes = [.. Enumerable.Range(0, rows - 1).Select(Outcome)] };
        var (first, second) = whole.Halve();
        Assert.Equal(whole.Transitions, first.Transitions.Concat(second.Transitions));
        Assert.Equal(whole.Outcomes, first.Outcomes.Concat(second.Outcomes));
        Assert.All([first, second], half => Assert.InRange(half.Rows, 1, rows - 1));
    }

    private Transition Change() =>
        new(0, Clock.Now, new("eu-1"), new("eu-web"), new("eu-west"), HealthState.Up, HealthState.Down, "HTTP 500", "local", 1);

    private ProbeRollUp RollUp(int probes) => new(Clock.Now, new("eu-1"), "local", probes, 0, null, null, null);

    private StoredOutcome Outcome(int minute) => new(Clock.Now.AddMinutes(minute), new("eu-1"), "", "local", true, "HTTP 200", 12.5f, null, 1);

    private static async Task<List<T>> ReadAsync<T>(IAsyncEnumerable<T> rows)
    {
        var all = new List<T>();
        await foreach (var row in rows) all.Add(row);
        return all;
    }
}
