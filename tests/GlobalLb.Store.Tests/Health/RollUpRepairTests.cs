using GlobalLb.Store.Health;

namespace GlobalLb.Store.Tests.Health;

public sealed class RollUpRepairTests(PostgresFixture postgres) : StoreTest(postgres)
{
    private HealthHistory History => Get<HealthHistory>();

    private Task<int> RepairAsync() => Get<RollUpRepair>().RunAsync(Clock.Now.AddMinutes(-5), Clock.Now.AddMinutes(5));

    [Fact]
    public async Task A_minute_that_nobody_counted_is_counted_from_its_outcomes()
    {
        await StoreAsync([.. Enumerable.Range(1, 20).Select(number => Outcome(number) with { LatencyMilliseconds = 21 - number })]);
        await StoreAsync([Outcome(30) with { Passed = false, Reason = "timeout", LatencyMilliseconds = 2000, ConfigurationVersion = 7 }, Outcome(31) with { Passed = false, Reason = "HTTP 500" }, Outcome(32) with { Passed = false, Reason = "timeout" }]);
        await StoreAsync([Outcome(70) with { Passed = false, Reason = "reset" }, Outcome(30) with { Probe = "deep", LatencyMilliseconds = 1.23456f }]);
        Assert.Equal(3, await RepairAsync());
        var rollUps = await ReadAsync();
        Assert.Equal(
            [(Clock.Now, "", 23, 3), (Clock.Now, "deep", 1, 0), (Clock.Now.AddMinutes(1), "", 1, 1)],
            rollUps.Select(row => (row.Minute, row.Probe, row.Probes, row.Failures)));
        Assert.Equal((10.0, 19.0, 20.0, 7L), (rollUps[0].P50Milliseconds, rollUps[0].P95Milliseconds, rollUps[0].MaxMilliseconds, rollUps[0].ConfigurationVersion));
        Assert.Equal([new("HTTP 500", 1), new("timeout", 2)], rollUps[0].Reasons!.OrderBy(reason => reason.Key, StringComparer.Ordinal));
        Assert.Equal(1.235, rollUps[1].P50Milliseconds);
        Assert.Null(rollUps[2].P50Milliseconds);
        Assert.Equal(0, await RepairAsync());
    }

    [Fact]
    public async Task What_counts_as_much_as_there_is_stays_as_it_is()
    {
        await StoreAsync([Outcome(1), Outcome(2)]);
        await History.AppendAsync([], [RollUp(3) with { P50Milliseconds = 99 }]);
        Assert.Equal(0, await RepairAsync());
        Assert.Equal((3, 99.0), Assert.Single((await ReadAsync()).Select(row => (row.Probes, row.P50Milliseconds!.Value))));
    }

    [Fact]
    public async Task The_half_that_a_killed_Control_counted_is_not_lost()
    {
        await StoreAsync([Outcome(1), Outcome(2), Outcome(40)]);
        await History.AppendAsync([], [RollUp(1)]);
        Assert.Equal(1, await RepairAsync());
        Assert.Equal(3, Assert.Single(await ReadAsync()).Probes);
    }

    [Fact]
    public async Task What_arrives_late_is_not_counted_twice()
    {
        await StoreAsync([Outcome(1), Outcome(2)]);
        Assert.Equal(1, await RepairAsync());

        // The whole minute, with outcomes that were on their way.
        await History.AppendAsync([], [RollUp(3)]);
        Assert.Equal(3, Assert.Single(await ReadAsync()).Probes);
        await StoreAsync([Outcome(3)]);
        Assert.Equal(0, await RepairAsync());
        Assert.Equal(3, Assert.Single(await ReadAsync()).Probes);
    }

    [Fact]
    public async Task A_part_that_arrives_late_is_made_whole_by_the_next_call()
    {
        await StoreAsync([Outcome(1), Outcome(2)]);
        await RepairAsync();
        await History.StoreAsync(new HistoryBatch(Guid.NewGuid()) { RollUps = [RollUp(1)], Outcomes = [Outcome(40)] });
        await RepairAsync();
        Assert.Equal(3, Assert.Single(await ReadAsync()).Probes);
        await History.AppendAsync([], [RollUp(1) with { Minute = Clock.Now.AddMinutes(1) }]);
        Assert.Equal([3, 1], (await ReadAsync()).Select(row => row.Probes));
    }

    [Fact]
    public async Task A_long_outage_is_mended_piece_by_piece()
    {
        int[] minutes = [-119, -60, -30, -29, 0, 1, 44];
        await StoreAsync([.. minutes.Select(minute => Outcome(60 * minute)), .. minutes.Select(minute => Outcome((60 * minute) + 59))]);
        Assert.Equal(minutes.Length, await Get<RollUpRepair>().RunAsync(Clock.Now.AddMinutes(-119), Clock.Now.AddMinutes(45)));
        Assert.Equal(0, await Get<RollUpRepair>().RunAsync(Clock.Now.AddMinutes(-119), Clock.Now.AddMinutes(45)));
        var rollUps = new List<ProbeRollUp>();
        await foreach (var row in History.RollUpsAsync(new HistoryRange(Clock.Now.AddHours(-3), Clock.Now.AddHours(3)))) rollUps.Add(row);
        Assert.Equal(minutes.Select(minute => (Clock.Now.AddMinutes(minute), 2)), rollUps.Select(row => (row.Minute, row.Probes)).Order());
    }

    [Fact]
    public async Task More_reasons_than_are_counted_apart_are_others()
    {
        await StoreAsync([.. Enumerable.Range(0, 12).Select(number => Outcome(number) with { Passed = false, Reason = $"HTTP {500 + number}" })]);
        await RepairAsync();
        var reasons = Assert.Single(await ReadAsync()).Reasons!;
        Assert.Equal((9, 4, 1), (reasons.Count, reasons["other"], reasons["HTTP 507"]));
    }

    private Task<bool> StoreAsync(StoredOutcome[] outcomes) => History.StoreAsync(new HistoryBatch(Guid.NewGuid()) { Outcomes = outcomes });

    private ProbeRollUp RollUp(int probes) => new(Clock.Now, new("eu-1"), "local", probes, 0, null, null, null);

    private StoredOutcome Outcome(int second) => new(Clock.Now.AddSeconds(second), new("eu-1"), "", "local", true, "HTTP 200", 12.5f, null, 1);

    private async Task<List<ProbeRollUp>> ReadAsync()
    {
        var all = new List<ProbeRollUp>();
        await foreach (var row in History.RollUpsAsync(new HistoryRange(Clock.Now.AddHours(-1), Clock.Now.AddHours(1)))) all.Add(row);
        return all;
    }
}
