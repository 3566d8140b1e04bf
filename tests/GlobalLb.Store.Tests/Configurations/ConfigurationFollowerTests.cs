using GlobalLb.Store.Configurations;
using GlobalLb.Store.Embedded;
using GlobalLb.Store.Tests.Embedded;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;

namespace GlobalLb.Store.Tests.Configurations;

public sealed class ConfigurationFollowerTests(PostgresFixture postgres) : StoreTest(postgres), IDisposable
{
    private readonly CancellationTokenSource _patience = new(TimeSpan.FromSeconds(30));

    public void Dispose() => _patience.Dispose();

    [Fact]
    public async Task The_newest_version_comes_first_and_no_backlog()
    {
        for (var i = 0; i < 3; i++) await EditAsync($"Name {i}");
        await using var following = Follow(TimeSpan.FromHours(1));
        Assert.Equal(3, (await NextAsync(following)).Version);
    }

    [Fact]
    public async Task A_new_version_is_told_by_notification()
    {
        await EditAsync("one");
        await using var following = Follow(TimeSpan.FromHours(1));
        await NextAsync(following);
        var next = NextAsync(following);
        await EditAsync("two");
        Assert.Equal("two", (await next).Document.Regions[0].Name);
    }

    [Fact]
    public async Task Nothing_written_is_waited_for()
    {
        await using var following = Follow(TimeSpan.FromHours(1));
        var first = NextAsync(following);
        await WaitForListenerAsync();
        await EditAsync("one");
        Assert.Equal(1, (await first).Version);
    }

    [Fact]
    public async Task A_lost_notification_is_made_up_for_by_looking()
    {
        await EditAsync("one");
        await using var following = Follow(TimeSpan.FromMilliseconds(200));
        await NextAsync(following);
        // The second version comes without any notification.
        await ExecuteAsync(
            """
            INSERT INTO globallb.configuration_versions
            SELECT 2, document, author, 'silent', created_at FROM globallb.configuration_versions WHERE version = 1
            """);
        Assert.Equal("silent", (await NextAsync(following)).Comment);
    }

    [Fact]
    public async Task A_connection_that_is_cut_is_made_again()
    {
        await EditAsync("one");
        await using var following = Follow(TimeSpan.FromHours(1));
        await NextAsync(following);
        var next = NextAsync(following);
        await ExecuteAsync("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()");
        await EditAsync("two");
        Assert.Equal(2, (await next).Version);
    }

    [Fact]
    public async Task A_server_that_restarts_is_waited_for()
    {
        using var folder = new TemporaryFolder();
        await using var server = await EmbeddedPostgres.StartAsync(new(folder.Path), NullLogger.Instance);
        await Migrations.Migrator.MigrateAsync(server.ConnectionString);
        await using var provider = new ServiceCollection().AddGlobalLbStore(server.ConnectionString).BuildServiceProvider();
        var edit = provider.GetRequiredService<ConfigurationEdit>();
        await edit.ApplyToNewestAsync("anna", "", _ => Samples.Document);
        await using var following = provider.GetRequiredService<ConfigurationFollower>().FollowAsync(_patience.Token).GetAsyncEnumerator();
        await NextAsync(following);

        var next = NextAsync(following);
        await ServerProcesses.StopAsync(server);
        Assert.IsType<EditOutcome.Unavailable>(await edit.ApplyToNewestAsync("anna", "", document => document.WithRegionNamed("lost")));
        Assert.False(next.IsCompleted);
        await ServerProcesses.StartAsync(server);
        while (await edit.ApplyToNewestAsync("anna", "", document => document.WithRegionNamed("two")) is EditOutcome.Unavailable)
            await Task.Delay(50, _patience.Token);
        Assert.Equal("two", (await next).Document.Regions[0].Name);
    }

    private IAsyncEnumerator<ConfigurationVersion> Follow(TimeSpan poll) =>
        new ConfigurationFollower(Get<NpgsqlDataSource>(), Get<ConfigurationVersions>(), NullLogger<ConfigurationFollower>.Instance) { Poll = poll }
            .FollowAsync(_patience.Token)
            .GetAsyncEnumerator();

    private static async Task<ConfigurationVersion> NextAsync(IAsyncEnumerator<ConfigurationVersion> following)
    {
        Assert.True(await following.MoveNextAsync());
        return following.Current;
    }

    private async Task EditAsync(string regionName) => Assert.IsType<EditOutcome.Accepted>(
        await Get<ConfigurationEdit>().ApplyToNewestAsync("anna", "", _ => Samples.Document.WithRegionNamed(regionName)));

    private async Task WaitForListenerAsync()
    {
        const string Listening =
            "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND query LIKE 'LISTEN%' AND state = 'idle'";
        while ((long)(await ExecuteAsync(Listening))! == 0) await Task.Delay(20, _patience.Token);
    }
}
