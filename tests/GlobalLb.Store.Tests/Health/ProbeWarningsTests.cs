using GlobalLb.Store.Configurations;
using GlobalLb.Store.Health;

namespace GlobalLb.Store.Tests.Health;

public sealed class ProbeWarningsTests(PostgresFixture postgres) : StoreTest(postgres)
{
    private const string Ends = "the certificate ends in 3 days", EndsSooner = "the certificate ends in 2 days";

    private ProbeWarnings Warnings => Get<ProbeWarnings>();

    private Task GatherAsync() => Warnings.GatherAsync(Clock.Now.AddMinutes(-10));

    public override async Task InitializeAsync()
    {
        await base.InitializeAsync();
        Assert.IsType<EditOutcome.Accepted>(await Get<ConfigurationEdit>().ApplyToNewestAsync("test", "", _ => Samples.Document));
    }

    [Fact]
    public async Task What_probes_warn_of_is_known_since_when_and_in_their_last_words()
    {
        await StoreAsync(-5, Ends);
        await StoreAsync(-3, Ends);
        await StoreAsync(-3, Ends, "deep");
        await GatherAsync();
        await StoreAsync(-1, EndsSooner);
        await GatherAsync();
        await GatherAsync();
        Assert.Equal(
            [
                new ProbeWarning(new("eu-web-1"), "", "local", EndsSooner, Clock.Now.AddMinutes(-5), Clock.Now.AddMinutes(-1)),
                new ProbeWarning(new("eu-web-1"), "deep", "local", Ends, Clock.Now.AddMinutes(-3), Clock.Now.AddMinutes(-3)),
            ],
            await Warnings.ReadAsync());
    }

    [Fact]
    public async Task A_warning_ends_when_the_probe_passes_without_one_and_not_while_it_fails_or_rests()
    {
        await StoreAsync(-8, Ends);
        await GatherAsync();
        await StoreAsync(-6, null, isPassed: false);
        await GatherAsync();
        Assert.Single(await Warnings.ReadAsync());
        await Warnings.GatherAsync(Clock.Now.AddMinutes(-2)); // nothing was heard since
        Assert.Single(await Warnings.ReadAsync());
        await StoreAsync(-4, null);
        await GatherAsync();
        Assert.Empty(await Warnings.ReadAsync());
    }

    [Fact]
    public async Task An_endpoint_that_is_gone_warns_of_nothing()
    {
        await StoreAsync(-5, Ends);
        await GatherAsync();
        await Get<ConfigurationEdit>().ApplyToNewestAsync("test", "", document => document with
        {
            Pools = [.. document.Pools.Select(pool => pool with { Endpoints = [.. pool.Endpoints.Where(endpoint => endpoint.Code.Value != "eu-web-1")] })],
        });
        await GatherAsync();
        Assert.Empty(await Warnings.ReadAsync());
    }

    // As Control does: the outcome, and what its minute came to.
    private Task<bool> StoreAsync(int minute, string? warning, string probe = "", bool isPassed = true)
    {
        var at = Clock.Now.AddMinutes(minute);
        return Get<HealthHistory>().StoreAsync(new HistoryBatch(Guid.NewGuid())
        {
            Outcomes = [new(at, new("eu-web-1"), probe, "local", isPassed, "found", 1, warning, 1)],
            RollUps = [new(at, new("eu-web-1"), "local", 1, isPassed ? 0 : 1, null, null, null, probe)],
        });
    }
}
