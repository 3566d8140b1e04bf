using System.Collections.Concurrent;
using System.Collections.Frozen;
using System.Diagnostics.Metrics;
using GlobalLb.Control.Judging;
using GlobalLb.Steering.Configuration;
using GlobalLb.Steering.Health;
using GlobalLb.Store.Health;
using GlobalLb.Store.Tests;
using GlobalLb.Tests;
using Microsoft.Extensions.Logging;
using TemporaryFolder = GlobalLb.Store.Tests.TemporaryFolder;

namespace GlobalLb.Control.Tests.Judging;

public sealed class HistoryWriterTests(PostgresFixture postgres) : DatabaseTest(postgres)
{
    private static readonly Vote[] Deciding = [new("", "control", HealthState.Down, "test")];

    private readonly ManualTime _time = new();
    private readonly ControlMetrics _metrics = new();

    [Fact]
    public async Task What_is_added_is_written_at_once()
    {
        using var writer = await StartWriterAsync();
        writer.Add(Transition(1), Deciding);
        await UntilAsync("SELECT count(*) FROM globallb.transitions", 1);
        writer.Report("held");
        await UntilAsync("SELECT count(*) FROM globallb.control_state WHERE held = 'held'", 1);
        await writer.StopAsync(CancellationToken.None);
    }

    [Fact]
    public async Task Minutes_are_written_when_they_are_over_and_at_the_stop()
    {
        using var writer = await StartWriterAsync();
        for (var i = 1; i <= 10; i++) writer.Count(Outcome(passed: i > 2, milliseconds: i), version: 7);
        _time.Advance(TimeSpan.FromSeconds(60));
        writer.Count(Outcome(passed: true, milliseconds: 1), version: 7);
        await UntilAsync("SELECT coalesce(sum(probes), 0)::bigint FROM globallb.probe_rollups", 10);
        Assert.Equal("10 2 6 10 10 {\"test\": 2} 7", await AskAsync("SELECT concat_ws(' ', probes, failures, p50_ms, p95_ms, max_ms, reasons, configuration_version) FROM globallb.probe_rollups"));
        await writer.StopAsync(CancellationToken.None);
        Assert.Equal(11L, await AskAsync("SELECT sum(probes)::bigint FROM globallb.probe_rollups"));
        Assert.Equal(11L, await AskAsync("SELECT count(*) FROM globallb.probe_outcomes WHERE vantage = 'control' AND configuration_version = 7"));
    }

    [Fact]
    public async Task What_is_stored_is_not_stored_again_when_the_report_behind_it_fails()
    {
        await AskAsync("ALTER TABLE globallb.control_state RENAME TO elsewhere");
        using var writer = await StartWriterAsync();
        writer.Add(Transition(1), Deciding);
        writer.Report(null);
        await Heard.UntilAsync("History waits for the database");
        writer.Add(Transition(2), Deciding);
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
        for (var i = 1; i <= 12_000; i++) writer.Add(Transition(i), Deciding);
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
        writer.Add(Transition(1), Deciding);
        await Heard.UntilAsync("History waits for the database");
        await _time.UntilWaitingForAsync(TimeSpan.FromSeconds(2));
        await BringBackAsync();
        await writer.StopAsync(CancellationToken.None);
        Assert.Equal(1L, await AskAsync("SELECT count(*) FROM globallb.transitions"));
    }

    [Fact]
    public async Task What_was_gathered_by_a_writer_that_is_stopped_before_it_began_is_written()
    {
        using var writer = await StartWriterAsync(stop: new CancellationToken(canceled: true));
        writer.Add(Transition(1), Deciding);
        writer.Count(Outcome(passed: true, milliseconds: 1), version: 7);
        await writer.StopAsync(CancellationToken.None);
        Assert.Equal(1L, await AskAsync("SELECT count(*) FROM globallb.transitions"));
        Assert.Equal(1L, await AskAsync("SELECT sum(probes)::bigint FROM globallb.probe_rollups"));
    }

    [Fact]
    public async Task Confirmations_are_history_that_outlives_an_outage()
    {
        using var folder = new TemporaryFolder();
        using var writer = await StartWriterAsync(folder.Path);
        await TakeAwayAsync();
        writer.Add(new PublicationConfirmation(DateTimeOffset.UnixEpoch, 3, 9, 2, 35.5, ["fra-1", "fra-2"], [], 1));
        await Heard.UntilAsync("History waits for the database");
        await BringBackAsync();
        await NextTryAsync();
        await Heard.UntilAsync("History is written again");
        Assert.Equal(
            "3 9 2 35.5 {fra-1,fra-2} {} 1",
            await AskAsync("SELECT concat_ws(' ', term, sequence, confirmed, took_ms, late, gone, unnamed) FROM globallb.confirmations WHERE published_at = to_timestamp(0)"));
        await writer.StopAsync(CancellationToken.None);
    }

    [Fact]
    public async Task Rows_that_the_database_refuses_do_not_keep_the_others_waiting()
    {
        using var writer = await StartWriterAsync();
        writer.Add(Transition(1) with { Reason = "a NUL: \0" }, Deciding);
        await Heard.UntilAsync("The database refused 1 rows of history");
        writer.Add(Transition(2), Deciding);
        await UntilAsync("SELECT count(*) FROM globallb.transitions", 1);
        await writer.StopAsync(CancellationToken.None);
    }

    [Fact]
    public async Task What_waits_on_disk_outlives_the_process_and_is_replayed_once_and_in_order()
    {
        using var folder = new TemporaryFolder();
        await TakeAwayAsync();
        using (var first = await StartWriterAsync(folder.Path))
        {
            for (var i = 1; i <= 7_000; i++)
            {
                first.Add(Transition(i), Deciding);
                first.Count(Outcome(passed: true, milliseconds: i), version: i);
            }

            await Heard.UntilAsync("History waits for the database");
            first.Add(Transition(7_001), Deciding);
            await NextTryAsync();
            await first.StopAsync(CancellationToken.None);
        }

        Assert.NotEmpty(Directory.GetFiles(folder.Path));
        await BringBackAsync();
        using var second = await StartWriterAsync(folder.Path);
        second.Add(Transition(7_002), Deciding);
        await UntilAsync("SELECT count(*) FROM globallb.transitions", 7_002);
        await UntilAsync("SELECT count(*) FROM globallb.probe_outcomes", 7_000);
        await second.StopAsync(CancellationToken.None);
        Assert.Equal(0L, await AskAsync("SELECT count(*) FROM (SELECT configuration_version - lag(configuration_version) OVER (ORDER BY id) AS step FROM globallb.transitions) AS steps WHERE step <> 1"));
        Assert.Equal(7_000L, await AskAsync("SELECT sum(probes)::bigint FROM globallb.probe_rollups"));
        Assert.Empty(Directory.GetFiles(folder.Path));
        Assert.Equal(0, _metrics.DroppedHistory);
    }

    [Fact]
    public async Task A_full_disk_buffer_drops_the_oldest_raw_outcomes_first_counts_them_and_says_so()
    {
        using var folder = new TemporaryFolder();
        await TakeAwayAsync();
        using var writer = await StartWriterAsync(folder.Path, mostOctets: 100_000);
        writer.Add(Transition(1), Deciding);
        await Heard.UntilAsync("History waits for the database");
        for (var round = 0; round < 8; round++)
        {
            for (var i = 0; i < 5_000; i++) writer.Count(Outcome(passed: true, milliseconds: Random.Shared.Next(1, 1_000_000)), version: round);
            await NextTryAsync();
        }

        await Heard.UntilAsync("rows of history were dropped, the oldest first");
        await BringBackAsync();
        await NextTryAsync();
        await Heard.UntilAsync("History is written again");
        await writer.StopAsync(CancellationToken.None);
        Assert.Equal(1L, await AskAsync("SELECT count(*) FROM globallb.transitions"));
        Assert.Equal(40_000L, await AskAsync("SELECT sum(probes)::bigint FROM globallb.probe_rollups"));
        var left = (long)(await AskAsync("SELECT count(*) FROM globallb.probe_outcomes"))!;
        Assert.InRange(left, 1, 39_999);
        Assert.Equal(40_000 - left, _metrics.DroppedHistory);
        Assert.Equal(7L, await AskAsync("SELECT max(configuration_version) FROM globallb.probe_outcomes"));
        Assert.NotEqual(0L, await AskAsync("SELECT min(configuration_version) FROM globallb.probe_outcomes"));
    }

    [Fact]
    public async Task One_row_that_is_refused_costs_no_other()
    {
        using var writer = await StartWriterAsync();
        for (var i = 1; i <= 100; i++) writer.Count(Outcome(passed: true, milliseconds: i) with { Reason = i == 42 ? "a NUL: \0" : "fine" }, version: 1);
        await UntilAsync("SELECT count(*) FROM globallb.probe_outcomes", 99);
        await writer.StopAsync(CancellationToken.None);
        Assert.Equal(1, _metrics.DroppedHistory);
    }

    [Fact]
    public async Task Each_probe_of_an_endpoint_has_its_own_minutes_and_warnings_stay()
    {
        using var writer = await StartWriterAsync();
        writer.Count(Outcome(passed: true, milliseconds: 1), version: 1);
        writer.Count(Outcome(passed: true, milliseconds: 1) with { Probe = "deep", Warning = "expires in 3 days" }, version: 1);
        await UntilAsync("SELECT count(*) FROM globallb.probe_outcomes", 2);
        await writer.StopAsync(CancellationToken.None);
        Assert.Equal("deep expires in 3 days", await AskAsync("SELECT concat_ws(' ', probe, warning) FROM globallb.probe_outcomes WHERE probe <> ''"));
        Assert.Equal(2L, await AskAsync("SELECT count(*) FROM globallb.probe_rollups WHERE probes = 1"));
    }

    [Fact]
    public void A_failover_is_measured_from_the_first_failed_probe_to_the_publication()
    {
        var measured = new ConcurrentBag<double>();
        using var listener = new MeterListener
        {
            InstrumentPublished = (instrument, all) =>
            {
                if (instrument.Name == "globallb.control.failover.duration") all.EnableMeasurementEvents(instrument);
            },
        };
        listener.SetMeasurementEventCallback<double>((_, seconds, _, _) => measured.Add(seconds));
        listener.Start();
        var gathering = new HistoryGathering(_metrics, _time);
        gathering.Publish(Table(HealthState.Up));
        gathering.Count(Outcome(passed: false, milliseconds: 1), version: 1);
        _time.Advance(TimeSpan.FromSeconds(6.25));
        gathering.Add(Transition(1), Deciding);
        gathering.Publish(Table(HealthState.Down));
        Assert.Contains(6.25, measured); // other Controls of other tests may measure beside us

        static HealthTable Table(HealthState health) =>
            new() { Endpoints = FrozenDictionary.ToFrozenDictionary([KeyValuePair.Create(new EndpointCode("web-1"), new EndpointHealth(health, default, "test"))]) };
    }

    [Fact]
    public void Only_a_publication_that_makes_health_another_is_worth_a_confirmation()
    {
        var gathering = new HistoryGathering(_metrics, _time);
        Assert.Null(gathering.Publish(Table(HealthState.Unknown, "not probed yet")));
        Assert.Equal(_time.GetUtcNow(), gathering.Publish(Table(HealthState.Up, "200")));
        Assert.Null(gathering.Publish(Table(HealthState.Up, "204")));
        Assert.NotNull(gathering.Publish(Table(HealthState.Down, "refused")));

        static HealthTable Table(HealthState health, string reason) =>
            new() { Endpoints = FrozenDictionary.ToFrozenDictionary([KeyValuePair.Create(new EndpointCode("web-1"), new EndpointHealth(health, default, reason))]) };
    }

    [Fact]
    public async Task A_fall_says_since_when_its_probes_failed()
    {
        using var writer = await StartWriterAsync();
        writer.Count(Outcome(passed: false, milliseconds: 1) with { At = DateTimeOffset.UnixEpoch }, version: 1);
        writer.Count(Outcome(passed: true, milliseconds: 1) with { At = DateTimeOffset.UnixEpoch.AddSeconds(1) }, version: 1);
        for (var second = 2; second < 5; second++) writer.Count(Outcome(passed: false, milliseconds: 1) with { At = DateTimeOffset.UnixEpoch.AddSeconds(second) }, version: 1);
        writer.Count(Outcome(passed: false, milliseconds: 1) with { At = DateTimeOffset.UnixEpoch, Vantage = "cut-off" }, version: 1);
        writer.Add(Transition(1), Deciding);
        await UntilAsync("SELECT count(*) FROM globallb.transitions WHERE failing_since = '1970-01-01 00:00:02+00'", 1);
        await writer.StopAsync(CancellationToken.None);
    }

    private static Transition Transition(int number) => new(
        0, DateTimeOffset.UnixEpoch, new("web-1"), new("web"), new("eu-west"), HealthState.Up, HealthState.Down, "test", "control", number);

    private Outcome Outcome(bool passed, int milliseconds) =>
        new(new("web-1"), "control", _time.GetUtcNow(), passed, "test", TimeSpan.FromMilliseconds(milliseconds));

    private async Task<HistoryWriter> StartWriterAsync(string? folder = null, long mostOctets = 1 << 30, CancellationToken stop = default)
    {
        var logger = LoggerFactory.Create(logging => logging.AddProvider(Heard)).CreateLogger<HistoryWriter>();
        var writer = new HistoryWriter(Get<HealthHistory>(), new ControlOptions { HistoryFolder = folder, MostHistoryOctets = mostOctets }, _metrics, _time, logger);
        await writer.StartAsync(stop);
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
