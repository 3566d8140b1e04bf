using GlobalLb.Store.Health;
using GlobalLb.Store.Tests;
using GlobalLb.Tests;

namespace GlobalLb.Control.Tests.Working;

public sealed class HistoryKeepingTests(PostgresFixture postgres) : DatabaseTest(postgres)
{
    [Fact]
    public async Task A_Control_makes_partitions_ahead_and_drops_what_is_over()
    {
        var time = new ManualTime();
        await Get<HealthHistory>().StoreAsync(new HistoryBatch(Guid.NewGuid()) { Outcomes = [new(time.GetUtcNow().AddDays(-10), new("web-1"), "", "control", true, "fine", 1, null, 1)] });
        await WriteAsync(_ => Sample.Document with { Pools = [.. Sample.Document.Pools.Select(pool => pool with { Probe = null })] });
        await StartAsync(time);
        await Heard.UntilAsync("History that is kept no longer was dropped: probe_outcomes_2026_11_10");
        Assert.Equal(3L, await AskAsync("SELECT count(*) FROM pg_inherits WHERE inhparent = 'globallb.probe_outcomes'::regclass"));
    }
}
