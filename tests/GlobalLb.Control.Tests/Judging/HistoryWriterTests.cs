using GlobalLb.Control.Judging;
using GlobalLb.Steering.Health;
using GlobalLb.Store.Health;
using GlobalLb.Store.Tests;
using GlobalLb.Tests;
using Microsoft.Extensions.Logging;

namespace GlobalLb.Control.Tests.Judging;

public sealed class HistoryWriterTests(PostgresFixture postgres) : DatabaseTest(postgres)
{
    private readonly ManualTime _time = new();

    [Fact]
    public async Task What_is_added_is_written_at_once()
    {
        using var writer = await StartWriterAsync();
        writer.Add(Transition(1));
        await UntilAsync("SELECT count(*) FROM globallb.transitions", 1);
        writer.Report("held");
        await UntilAsync("SELECT count(*) FROM globallb.control_state WHERE held = 'held'", 1);
        await writer.StopAsync(CancellationToken.None);
    }

    [Fact]
    public async Task Minutes_are_written_when_they_are_over_and_at_the_stop()
    {
        using var writer = await StartWriterAsync();
        for (var i = 1; i <= 10; i++) writer.Count(Outcome(passed: i > 2, milliseconds: i));
        _time.Advance(TimeSpan.FromSeconds(60));
        writer.Count(Outcome(passed: true, milliseconds: 1));
        await UntilAsync("SELECT coalesce(sum(probes), 0)::bigint FROM globallb.probe_rollups", 10);
        Assert.Equal("10 2 6 10 10", await AskAsync("SELECT concat_ws(' ', probes, failures, p50_ms, p95_ms, max_ms) FROM globallb.probe_rollups"));
        await writer.StopAsync(CancellationToken.None);
        Assert.Equal(11L, await AskAsync("SELECT sum(probes)::bigint FROM globallb.probe_rollups"));
    }

    [Fact]
    public async Task What_is_stored_is_not_stored_again_when_the_report_behind_it_fails()
    {
        await AskAsync("ALTER TABLE globallb.control_state RENAME TO elsewhere");
        using var writer = await StartWriterAsync();
        writer.Add(Transition(1));
        writer.Report(null);
        await Heard.UntilAsync("History waits for the database");
        writer.Add(Transition(2));
        for (var i = 0; i < 3; i++) await NextTryAsync();
        await AskAsync("ALTER TABLE globallb.elsewhere RENAME TO control_state");
        await NextTryAsync();
        await Heard.UntilAsync("History is written again");
        await writer.StopAsync(CancellationToken.None);
        Assert.Equal(2L, await AskAsync("SELECT count(*) FROM globallb.transitions"));
        Assert.NotEqual(DBNull.Value, await AskAsync("SELECT published_at FROM globallb.control_state"));
        Assert.Equal(1, Heard.Count("History waits"));
    }

    [Fact]
    public async Task A_database_that_is_away_loses_nothing_in_order_and_however_much_has_gathered()
    {
        await TakeAwayAsync();
        using var writer = await StartWriterAsync();
        for (var i = 1; i <= 12_000; i++) writer.Add(Transition(i));
        await Heard.UntilAsync("History waits for the database");
        await NextTryAsync();
        await BringBackAsync();
        await NextTryAsync();
        await Heard.UntilAsync("History is written again");
        Assert.Equal(12_000L, await AskAsync("SELECT count(*) FROM globallb.transitions"));
        Assert.Equal(0L, await AskAsync("SELECT count(*) FROM (SELECT configuration_version - lag(configuration_version) OVER (ORDER BY id) AS step FROM globallb.transitions) AS steps WHERE step <> 1"));
        await writer.StopAsync(CancellationToken.None);
    }

    [Fact]
    public async Task A_stop_while_the_database_is_away_tries_a_last_time()
    {
        await TakeAwayAsync();
        using var writer = await StartWriterAsync();
        writer.Add(Transition(1));
        await Heard.UntilAsync("History waits for the database");
        await _time.UntilWaitingForAsync(TimeSpan.FromSeconds(2));
        await BringBackAsync();
        await writer.StopAsync(CancellationToken.None);
        Assert.Equal(1L, await AskAsync("SELECT count(*) FROM globallb.transitions"));
    }

    [Fact]
    public async Task Rows_that_the_database_refuses_do_not_keep_the_others_waiting()
    {
        using var writer = await StartWriterAsync();
        writer.Add(Transition(1) with { Reason = "a NUL: \0" });
        await Heard.UntilAsync("The database refused 1 rows of history");
        writer.Add(Transition(2));
        await UntilAsync("SELECT count(*) FROM globallb.transitions", 1);
        await writer.StopAsync(CancellationToken.None);
    }

    private static Transition Transition(int number) => new(
        0, DateTimeOffset.UnixEpoch, new("web-1"), new("web"), new("eu-west"), HealthState.Up, HealthState.Down, "test", "control", number);

    private Outcome Outcome(bool passed, int milliseconds) =>
        new(new("web-1"), "control", _time.GetUtcNow(), passed, "test", TimeSpan.FromMilliseconds(milliseconds));

    private async Task<HistoryWriter> StartWriterAsync()
    {
        var logger = LoggerFactory.Create(logging => logging.AddProvider(Heard)).CreateLogger<HistoryWriter>();
        var writer = new HistoryWriter(Get<HealthHistory>(), _time, logger);
        await writer.StartAsync(CancellationToken.None);
        return writer;
    }

    private async Task NextTryAsync()
    {
        await _time.UntilWaitingForAsync(TimeSpan.FromSeconds(2));
        _time.Advance(TimeSpan.FromSeconds(2));
    }

    // Whatever the writer waits for, time goes on.
    private Task UntilAsync(string sql, long value) => Eventually.HoldsAsync(() =>
    {
        _time.Advance(TimeSpan.FromMilliseconds(100));
        return (long)AskAsync(sql).GetAwaiter().GetResult()! == value;
    });
}
