using GlobalLb.Store.Health;
using GlobalLb.Store.Tests;
using GlobalLb.Tests;

namespace GlobalLb.Control.Tests.Judging;

public sealed class HistoryKeepingTests(PostgresFixture postgres) : DatabaseTest(postgres)
{
    [Fact]
    public async Task A_Control_that_leads_makes_partitions_ahead_and_drops_what_is_over()
    {
        var time = new ManualTime();
        await Get<HealthHistory>().StoreAsync(new HistoryBatch(Guid.NewGuid()) { Outcomes = [new(time.GetUtcNow().AddDays(-10), new("web-1"), "", "control", true, "fine", 1, null, 1)] });
        await WriteAsync(_ => Sample.Document with { Pools = [.. Sample.Document.Pools.Select(pool => pool with { Probe = null })] });
        await StartAsync(time);
        await Eventually.HoldsAsync(() =>
        {
            time.Advance(TimeSpan.FromSeconds(1));
            return Equals(0L, AskAsync("SELECT count(*) FROM globallb.probe_outcomes").GetAwaiter().GetResult());
        });
        Assert.Equal(3L, await AskAsync("SELECT count(*) FROM pg_inherits WHERE inhparent = 'globallb.probe_outcomes'::regclass"));
        await Heard.UntilAsync("History that is kept no longer was dropped: probe_outcomes_2026_11_10");
    }
}
