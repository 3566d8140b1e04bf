using GlobalLb.Store.Health;

namespace GlobalLb.Store.Tests.Health;

public sealed class RecentHealthTests(PostgresFixture postgres) : StoreTest(postgres)
{
    [Fact]
    public async Task What_each_vantage_found_is_told_beside_what_others_found_of_the_same_probes()
    {
        await StoreAsync(
            Outcome("fra", "eu-1", 1, passed: false), Outcome("fra", "eu-1", 3), Outcome("ams", "eu-1", 2, passed: false), Outcome("ams", "eu-1", 4, passed: false), Outcome("ams", "eu-1", 5, passed: false),
            Outcome("fra", "eu-2", 6), Outcome("fra", "eu-2", 7, passed: false), Outcome("ams", "eu-1", 8) with { Probe = "deep" },
            Outcome("fra", "eu-1", -60), Outcome("gone", "eu-1", -60));
        var found = await Get<RecentHealth>().VantagesAsync(Clock.Now, [new("eu-1"), new("eu-2")]);
        Assert.Equal(["ams", "fra"], found.Select(each => each.Vantage));
        Assert.Equal((Clock.Now.AddSeconds(8), 4, 3, 1), (found[0].LastAt, found[0].Outcomes, found[0].Failures, found[0].Endpoints));
        Assert.Equal((3, 3, 2, 1), (found[0].SharedOutcomes, found[0].SharedFailures, found[0].OtherOutcomes, found[0].OtherFailures));
        Assert.Empty(found[0].Well);
        Assert.Equal((Clock.Now.AddSeconds(7), 4, 2, 2), (found[1].LastAt, found[1].Outcomes, found[1].Failures, found[1].Endpoints));
        Assert.Equal((2, 1, 3, 3), (found[1].SharedOutcomes, found[1].SharedFailures, found[1].OtherOutcomes, found[1].OtherFailures));
        Assert.Equal("eu-1", Assert.Single(found[1].Well).Value);
    }

    [Fact]
    public async Task Without_outcomes_there_are_no_figures() => Assert.Empty(await Get<RecentHealth>().VantagesAsync(Clock.Now, []));

    [Fact]
    public async Task It_is_frozen_since_the_first_of_the_holds_that_say_so_without_a_break()
    {
        var recent = Get<RecentHealth>();
        Assert.Null(await recent.FrozenSinceAsync());
        await HoldAsync(1, "frozen: much fell");
        await HoldAsync(2, null);
        Assert.Null(await recent.FrozenSinceAsync());
        await HoldAsync(3, "the word of vantage fra does not count: it found nothing up yet");
        await HoldAsync(4, "frozen: much fell");
        await HoldAsync(5, "frozen: much fell; and more");
        Assert.Equal(Clock.Now.AddSeconds(4), await recent.FrozenSinceAsync());
    }

    private Task<bool> HoldAsync(int second, string? held) => Get<HealthHistory>().StoreAsync(new HistoryBatch(Guid.NewGuid()) { Holds = [new HoldChange(Clock.Now.AddSeconds(second), held)] });

    private Task<bool> StoreAsync(params StoredOutcome[] outcomes) => Get<HealthHistory>().StoreAsync(new HistoryBatch(Guid.NewGuid()) { Outcomes = outcomes });

    private StoredOutcome Outcome(string vantage, string endpoint, int second, bool passed = true) =>
        new(Clock.Now.AddSeconds(second), new(endpoint), "", vantage, passed, passed ? "HTTP 200" : "HTTP 503", 1, null, 1);
}
