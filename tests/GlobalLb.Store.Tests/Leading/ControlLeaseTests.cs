using GlobalLb.Store.Leading;
using Microsoft.Extensions.DependencyInjection;

namespace GlobalLb.Store.Tests.Leading;

public sealed class ControlLeaseTests(PostgresFixture postgres) : StoreTest(postgres)
{
    [Fact]
    public async Task One_control_leads_and_the_term_grows_with_every_leader()
    {
        await using var other = Open();
        var first = Get<ControlLease>();
        var second = other.GetRequiredService<ControlLease>();

        Assert.Equal(1, await first.TryTakeAsync());
        Assert.Null(await second.TryTakeAsync());
        Assert.Equal((true, false), (first.IsHeld, second.IsHeld));
        Assert.Equal(1, await first.TryTakeAsync());
        Assert.True(await first.StillHeldAsync());

        await first.DisposeAsync();
        Assert.False(await first.StillHeldAsync());
        Assert.Equal(2, await second.TryTakeAsync());
        Assert.Null(await first.TryTakeAsync());
    }

    [Fact]
    public async Task Whoever_loses_the_connection_loses_the_lead()
    {
        var lease = Get<ControlLease>();
        Assert.Equal(1, await lease.TryTakeAsync());
        await ExecuteAsync("SELECT pg_terminate_backend(pid, 20000) FROM pg_locks WHERE locktype = 'advisory' AND pid <> pg_backend_pid()");
        Assert.False(await lease.StillHeldAsync());
        Assert.False(lease.IsHeld);
        Assert.Equal(2, await lease.TryTakeAsync());
    }

    [Fact]
    public async Task Without_a_database_nobody_can_say_who_leads()
    {
        await using var nowhere = new ServiceCollection()
            .AddGlobalLbStore("Host=127.0.0.1;Port=1;Username=x;Database=x;Timeout=2").BuildServiceProvider();
        var lease = nowhere.GetRequiredService<ControlLease>();
        await Assert.ThrowsAsync<DatabaseUnavailableException>(() => lease.TryTakeAsync());
        Assert.False(await lease.StillHeldAsync());
    }
}
