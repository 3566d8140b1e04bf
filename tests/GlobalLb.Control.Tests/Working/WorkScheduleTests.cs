using GlobalLb.Control.Working;
using GlobalLb.Store.Health;
using GlobalLb.Store.Tests;
using GlobalLb.Store.Working;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace GlobalLb.Control.Tests.Working;

public sealed class WorkScheduleTests(PostgresFixture postgres) : DatabaseTest(postgres)
{
    private static readonly string[] Seldom = ["history", "roll-ups", "warnings"];
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);

    private readonly ControlMetrics _metrics = new();

    [Fact]
    public async Task Each_work_is_done_once_by_one_of_two_Controls()
    {
        await Task.WhenAll(StartAsync(), StartAsync());
        await UntilAsync("SELECT count(*) = 2 FROM globallb_quartz.scheduler_state");
        await UntilAsync("SELECT count(*) = 4 FROM globallb.work_runs WHERE work <> 'drills' AND ended_at IS NOT NULL OR work = 'drills' AND runs > 1");
        var works = await Get<WorkLedger>().ListAsync();
        Assert.Equal(["drills", "history", "roll-ups", "warnings"], works.Select(work => work.Name));
        Assert.All(works, work => Assert.Equal((null, 0), (work.Failure, work.Failures)));
        Assert.All(works.Where(work => Seldom.Contains(work.Name)), work => Assert.Equal(1, work.Runs));
        Assert.All(works, work => Assert.InRange(work.NextAt!.Value - work.StartedAt!.Value, TimeSpan.FromSeconds(-1), work.Every));
    }

    [Fact]
    public async Task A_Control_that_begins_later_does_its_part()
    {
        var first = await StartAsync();
        await UntilAsync("SELECT count(*) = 4 FROM globallb.work_runs WHERE ended_at IS NOT NULL");
        await StartAsync();
        await UntilAsync("SELECT count(*) = 2 FROM globallb_quartz.scheduler_state");

        // What is due is done by whoever has a hand free.
        await using var held = await HoldAsync();
        await DueAsync(Seldom);
        await UntilAsync("SELECT count(*) = 1 FROM globallb.work_runs WHERE work = 'history' AND ended_at IS NULL");
        await UntilAsync("SELECT sum(runs) = 2 FROM globallb.work_runs WHERE work = 'warnings'");

        // What the first leaves, whatever it was, the second goes on with.
        await StopAsync(first);
        await held.DisposeAsync();
        await UntilAsync("SELECT count(DISTINCT node) = 2 FROM globallb.work_runs");
        await UntilAsync("SELECT bool_or(ended_at IS NOT NULL AND runs >= 1) FROM globallb.work_runs WHERE work = 'history' AND node IN (SELECT instance_name FROM globallb_quartz.scheduler_state)");
        await UntilAsync("SELECT count(*) = 0 FROM globallb_quartz.fired_triggers WHERE instance_name NOT IN (SELECT instance_name FROM globallb_quartz.scheduler_state)");
    }

    [Fact]
    public async Task Work_that_a_Control_leaves_undone_when_it_stops_is_done_by_another()
    {
        await using var held = await HoldAsync();
        var first = await StartAsync();
        await UntilAsync("SELECT count(*) = 1 FROM globallb.work_runs WHERE work = 'history'");
        await UntilAsync("SELECT count(*) = 1 FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock' AND query LIKE 'DELETE FROM globallb.history_batches%'");
        var began = await AskAsync("SELECT node FROM globallb.work_runs WHERE work = 'history'");
        await StartAsync();
        await UntilAsync("SELECT count(*) = 2 FROM globallb_quartz.scheduler_state");
        await StopAsync(first);
        await held.DisposeAsync();
        await UntilAsync("SELECT count(*) = 1 FROM globallb.work_runs WHERE work = 'history' AND ended_at IS NOT NULL");
        Assert.NotEqual(began, await AskAsync("SELECT node FROM globallb.work_runs WHERE work = 'history' AND ended_at IS NOT NULL"));
    }

    [Fact]
    public async Task Work_goes_on_when_the_database_is_back_and_an_outage_is_one_line()
    {
        await StartAsync();
        await UntilAsync("SELECT count(*) = 4 FROM globallb.work_runs WHERE ended_at IS NOT NULL");
        await TakeAwayAsync();
        await Heard.UntilAsync("Work that Controls share waits for the database");
        await BringBackAsync();
        await Heard.UntilAsync("Work that Controls share goes on");
        var runs = (long)(await AskAsync("SELECT runs FROM globallb.work_runs WHERE work = 'drills'"))!;
        await UntilAsync($"SELECT runs > {runs} AND ended_at IS NOT NULL FROM globallb.work_runs WHERE work = 'drills'");
        Assert.Equal(1, Heard.Count("Work that Controls share waits"));
        Assert.Equal(0, Heard.Count("failed"));
        Assert.Equal(0, Heard.Count("Exception"));
    }

    [Fact]
    public async Task A_Control_that_begins_without_a_database_shares_work_when_there_is_one()
    {
        await TakeAwayAsync();
        await StartAsync();
        await Heard.UntilAsync("Work that Controls share waits for the database");
        await BringBackAsync();
        await Heard.UntilAsync("Sharing work with other Controls as");
        await UntilAsync("SELECT count(*) = 4 FROM globallb.work_runs WHERE ended_at IS NOT NULL");
    }

    [Fact]
    public async Task Work_that_fails_is_said_and_done_again_when_it_is_due()
    {
        await Get<HealthHistory>().StoreAsync(new HistoryBatch(Guid.NewGuid()) { Outcomes = [new(DateTimeOffset.UtcNow.AddDays(-10), new("web-1"), "", "control", true, "fine", 1, null, 1)] });
        await using (await HoldAsync("globallb.probe_outcomes"))
        {
            await StartAsync();
            await Heard.UntilAsync("The work history failed, and is done again when it is due");
        }

        Assert.Equal((1L, 1L), await CountAsync());
        await DueAsync(["history"]);
        await Heard.UntilAsync("History that is kept no longer was dropped");
        await UntilAsync("SELECT ended_at IS NOT NULL AND failure IS NULL FROM globallb.work_runs WHERE work = 'history'");
        Assert.Equal((2L, 1L), await CountAsync());
    }

    [Fact]
    public async Task A_Control_whose_clock_is_wrong_leaves_work_to_others_until_it_is_right()
    {
        var clock = new WrongClock { Ahead = TimeSpan.FromHours(2) };
        using var schedule = Schedule(clock, new CountedWork(_ => Task.CompletedTask));
        await schedule.StartAsync(CancellationToken.None);
        await Heard.UntilAsync("The clock of this machine is 7200 seconds off that of the database");
        Assert.Equal(0L, await AskAsync("SELECT count(*) FROM globallb_quartz.scheduler_state"));
        clock.Ahead = TimeSpan.FromSeconds(1);
        await UntilAsync("SELECT count(*) = 1 FROM globallb.work_runs");
        clock.Ahead = TimeSpan.FromSeconds(-10);
        await Heard.UntilAsync("The clock of this machine is -10 seconds off");
        clock.Ahead = TimeSpan.Zero;
        await Heard.UntilAsync("Sharing work with other Controls as", times: 2);
        Assert.Equal(2, Heard.Count("The clock of this machine"));
        await schedule.StopAsync(CancellationToken.None);
        Assert.InRange(await Get<WorkLedger>().TimeAsync(), DateTimeOffset.UtcNow.AddMinutes(-1), DateTimeOffset.UtcNow.AddMinutes(1)); // the store lives on
    }

    [Fact]
    public async Task Work_is_stopped_when_it_takes_longer_than_it_may()
    {
        using var schedule = Schedule(new WrongClock(), new CountedWork(cancellation => Task.Delay(Timeout.Infinite, cancellation)));
        await schedule.StartAsync(CancellationToken.None);
        await Heard.UntilAsync("The work counted failed, and is done again when it is due: it took longer than 1 s");
        await UntilAsync("SELECT failures = 1 AND failure = 'it took longer than 1 s' FROM globallb.work_runs");
        await schedule.StopAsync(CancellationToken.None);
    }

    private WorkSchedule Schedule(TimeProvider clock, IWork work)
    {
        using var loggers = LoggerFactory.Create(logging => logging.AddProvider(Heard));
        var job = new WorkJob([work], Get<WorkLedger>(), _metrics, loggers.CreateLogger<WorkJob>());
        return new WorkSchedule([work], job, Get<WorkLedger>(), clock, loggers.CreateLogger<WorkSchedule>());
    }

    private async Task<(long Runs, long Failures)> CountAsync()
    {
        var work = (await Get<WorkLedger>().ListAsync()).Single(work => work.Name == "history");
        return (work.Runs, work.Failures);
    }

    private sealed class WrongClock : TimeProvider
    {
        public TimeSpan Ahead { get; set; }

        public override DateTimeOffset GetUtcNow() => System.GetUtcNow() + Ahead;
    }

    private sealed class CountedWork(Func<CancellationToken, Task> run) : IWork
    {
        public string Name => "counted";

        public TimeSpan Every => TimeSpan.FromHours(1);

        public TimeSpan Limit => TimeSpan.FromSeconds(1);

        public Task RunAsync(DateTimeOffset? last, CancellationToken cancellation) => run(cancellation);
    }

    private async Task UntilAsync(string sql)
    {
        var deadline = DateTime.UtcNow + Patience;
        while (!Equals(true, await AskAsync(sql)))
        {
            if (DateTime.UtcNow > deadline) throw new TimeoutException($"it did not come to pass: {sql}");
            await Task.Delay(50);
        }
    }

    private Task<object?> DueAsync(string[] works) =>
        AskAsync($"UPDATE globallb_quartz.triggers SET next_fire_time = {DateTimeOffset.UtcNow.UtcTicks} WHERE trigger_name IN ({string.Join(", ", works.Select(work => $"'{work}'"))})");

    /// <summary>Keeps everybody else from a table until disposed of.</summary>
    private async Task<NpgsqlConnection> HoldAsync(string table = "globallb.history_batches")
    {
        var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(ConnectionString) { Pooling = false }.ConnectionString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand($"BEGIN; LOCK TABLE {table} IN {(table.EndsWith("outcomes", StringComparison.Ordinal) ? "ACCESS SHARE" : "ACCESS EXCLUSIVE")} MODE", connection);
        await command.ExecuteNonQueryAsync();
        return connection;
    }
}
