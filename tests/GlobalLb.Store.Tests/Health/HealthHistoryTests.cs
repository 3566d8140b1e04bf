using GlobalLb.Steering.Configuration;
using GlobalLb.Steering.Health;
using GlobalLb.Store.Configurations;
using GlobalLb.Store.Health;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace GlobalLb.Store.Tests.Health;

public sealed class HealthHistoryTests(PostgresFixture postgres) : StoreTest(postgres)
{
    private HealthHistory History => Get<HealthHistory>();

    private HistoryRange Day => new(Clock.Now.AddHours(-12), Clock.Now.AddHours(12));

    [Fact]
    public async Task Transitions_come_back_in_the_order_of_time()
    {
        await History.AppendAsync([Change(2, "eu-1", HealthState.Down), Change(1, "us-1", HealthState.Up)], []);
        await History.AppendAsync([Change(0, "eu-1", HealthState.Up), Change(2, "us-1", HealthState.Down)], []);
        var all = await ReadAsync(History.TransitionsAsync(Day));
        Assert.Equal(["eu-1 Up", "us-1 Up", "eu-1 Down", "us-1 Down"], all.Select(change => $"{change.Endpoint} {change.To}"));
        Assert.Equal(Change(2, "eu-1", HealthState.Down) with { Id = all[2].Id }, all[2]);
    }

    [Fact]
    public async Task A_range_includes_its_beginning_and_not_its_end()
    {
        await History.AppendAsync([.. Enumerable.Range(0, 4).Select(minute => Change(minute, "eu-1", HealthState.Up))], []);
        var some = await ReadAsync(History.TransitionsAsync(new(Clock.Now.AddMinutes(1), Clock.Now.AddMinutes(3))));
        Assert.Equal([Clock.Now.AddMinutes(1), Clock.Now.AddMinutes(2)], some.Select(change => change.At));
    }

    [Fact]
    public async Task A_range_can_be_of_one_region_or_one_endpoint()
    {
        await Get<ConfigurationEdit>().ApplyToNewestAsync("anna", "", _ => Samples.Document);
        await History.AppendAsync(
            [Change(0, "eu-web-1", HealthState.Up), Change(0, "us-web-1", HealthState.Up) with { Region = new("us-east") }],
            [RollUp(0, "eu-web-1", 1), RollUp(0, "us-web-1", 1)]);
        Assert.Equal("us-web-1", Assert.Single(await ReadAsync(History.TransitionsAsync(Day with { Region = new("us-east") }))).Endpoint.Value);
        Assert.Equal("us-web-1", Assert.Single(await ReadAsync(History.RollUpsAsync(Day with { Region = new("us-east") }))).Endpoint.Value);
        Assert.Equal("eu-web-1", Assert.Single(await ReadAsync(History.RollUpsAsync(Day with { Endpoint = new("eu-web-1") }))).Endpoint.Value);
    }

    [Fact]
    public async Task The_latest_come_newest_first()
    {
        await History.AppendAsync([.. Enumerable.Range(0, 4).Select(minute => Change(minute, minute == 2 ? "us-1" : "eu-1", HealthState.Up))], []);
        Assert.Equal([3, 2], (await History.LatestAsync(2, null)).Select(change => (int)(change.At - Clock.Now).TotalMinutes));
        Assert.Equal([3, 1], (await History.LatestAsync(2, new EndpointCode("eu-1"))).Select(change => (int)(change.At - Clock.Now).TotalMinutes));
    }

    [Fact]
    public async Task Roll_ups_of_the_same_minute_are_merged()
    {
        await History.AppendAsync([], [RollUp(0, "eu-1", 2, p50: 10, p95: 20, max: 30), RollUp(0, "eu-1", 1, failures: 1)]);
        await History.AppendAsync([], [RollUp(0, "eu-1", 6, p50: 18, p95: 19, max: 99)]);
        Assert.Equal(
            RollUp(0, "eu-1", 9, failures: 1, p50: 16, p95: 20, max: 99),
            Assert.Single(await ReadAsync(History.RollUpsAsync(Day))));
    }

    [Fact]
    public async Task Every_month_has_a_partition_made_when_first_written_to()
    {
        var newYear = new DateTimeOffset(2026, 12, 31, 23, 59, 0, TimeSpan.Zero);
        ProbeRollUp[] rollUps = [RollUp(0, "eu-1", 1) with { Minute = newYear }, RollUp(0, "eu-1", 1) with { Minute = newYear.AddMinutes(1) }];
        await using var other = Open();
        await Task.WhenAll(History.AppendAsync([], rollUps), other.GetRequiredService<HealthHistory>().AppendAsync([], rollUps));
        Assert.Equal(2L, await ExecuteAsync("SELECT count(*) FROM pg_inherits WHERE inhparent = 'globallb.probe_rollups'::regclass"));
        Assert.Equal(1L, await ExecuteAsync("SELECT count(*) FROM globallb.probe_rollups_2027_01"));
        Assert.Equal([2, 2], (await ReadAsync(History.RollUpsAsync(new(newYear, newYear.AddHours(1))))).Select(rollUp => rollUp.Probes));
    }

    [Fact]
    public async Task A_reader_in_the_middle_does_not_hold_up_a_new_partition()
    {
        await History.AppendAsync([], [RollUp(0, "eu-1", 1)]);
        await using var reading = await Get<NpgsqlDataSource>().OpenConnectionAsync();
        await using var transaction = await reading.BeginTransactionAsync();
        await using var read = new NpgsqlCommand("SELECT count(*) FROM globallb.probe_rollups", reading, transaction);
        await read.ExecuteScalarAsync();
        await History.AppendAsync([], [RollUp(0, "eu-1", 1) with { Minute = Clock.Now.AddMonths(1) }]).WaitAsync(TimeSpan.FromSeconds(10));
    }

    [Fact]
    public async Task What_cannot_be_stored_whole_is_not_stored_at_all()
    {
        await Assert.ThrowsAsync<PostgresException>(
            () => History.AppendAsync([Change(0, "eu-1", HealthState.Up)], [RollUp(0, "eu\0-1", 1)]));
        Assert.Empty(await ReadAsync(History.TransitionsAsync(Day)));
        Assert.Empty((await Get<CurrentHealth>().ReadAsync()).Endpoints);
    }

    private Transition Change(int minute, string endpoint, HealthState to) => new(
        0, Clock.Now.AddMinutes(minute), new(endpoint), new("eu-web"), new("eu-west"), HealthState.Unknown, to, "it answered 200", "local", 1);

    private ProbeRollUp RollUp(
        int minute, string endpoint, int probes, int failures = 0, double? p50 = null, double? p95 = null, double? max = null) =>
        new(Clock.Now.AddMinutes(minute), new(endpoint), "local", probes, failures, p50, p95, max);

    private static async Task<List<T>> ReadAsync<T>(IAsyncEnumerable<T> rows)
    {
        var all = new List<T>();
        await foreach (var row in rows) all.Add(row);
        return all;
    }
}
