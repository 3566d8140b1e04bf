using GlobalLb.Steering.Configuration;
using GlobalLb.Steering.Health;
using GlobalLb.Store.Health;
using Microsoft.Extensions.DependencyInjection;

namespace GlobalLb.Store.Tests.Health;

public sealed class CurrentHealthTests(PostgresFixture postgres) : StoreTest(postgres), IDisposable
{
    // Ends a test that waits for what never comes.
    private readonly CancellationTokenSource _patience = new(TimeSpan.FromMinutes(2));

    public void Dispose() => _patience.Dispose();

    [Fact]
    public async Task The_last_transition_is_what_is_believed()
    {
        await AppendAsync(HealthState.Up, HealthState.Down);
        await AppendAsync(HealthState.Up);
        var view = await Get<CurrentHealth>().ReadAsync();
        Assert.True(view.IsDatabaseReachable);
        Assert.Equal(
            new EndpointBelief(new("eu-1"), HealthState.Up, Clock.Now, "because", "local"), Assert.Single(view.Endpoints).Value);
    }

    [Fact]
    public async Task A_publication_and_a_hold_are_seen()
    {
        Assert.Null((await Get<CurrentHealth>().ReadAsync()).PublishedAt);
        await Get<HealthHistory>().ReportPublicationAsync("all endpoints went down at once");
        var held = await Get<CurrentHealth>().ReadAsync();
        Assert.Equal(("all endpoints went down at once", Clock.Now), (held.Held, held.PublishedAt));
        await Get<HealthHistory>().ReportPublicationAsync(null);
        Assert.Null((await Get<CurrentHealth>().ReadAsync()).Held);
        Assert.Equal(DBNull.Value, await ExecuteAsync("SELECT held_since FROM globallb.control_state"));
    }

    [Fact]
    public async Task Followers_see_changes_and_share_one_connection()
    {
        await using var first = Get<CurrentHealth>().FollowAsync(_patience.Token).GetAsyncEnumerator();
        await using var second = Get<CurrentHealth>().FollowAsync(_patience.Token).GetAsyncEnumerator();
        Assert.True(await first.MoveNextAsync());
        Assert.True(await second.MoveNextAsync());
        Assert.Empty(second.Current.Endpoints);
        await AppendAsync(HealthState.Down);
        foreach (var follower in (IAsyncEnumerator<HealthView>[])[first, second])
            Assert.Equal(HealthState.Down, (await NextWithAsync(follower, new("eu-1"))).Endpoints[new("eu-1")].Health);

        // The last command of whoever listens is one of these, of all other connections it is another.
        const string Listeners = "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND query IN ('LISTEN globallb_health', 'SELECT 1')";
        Assert.Equal(1L, await ExecuteAsync(Listeners));
    }

    [Fact]
    public async Task A_newcomer_sees_the_newest_view_at_once_and_a_start_after_all_left_works()
    {
        for (var round = 0; round < 2; round++)
        {
            await using var first = Get<CurrentHealth>().FollowAsync(_patience.Token).GetAsyncEnumerator();
            Assert.True(await first.MoveNextAsync());
            await using var second = Get<CurrentHealth>().FollowAsync(_patience.Token).GetAsyncEnumerator();
            Assert.True(await second.MoveNextAsync());
            Assert.Same(first.Current, second.Current);
        }
    }

    [Fact]
    public async Task Without_a_database_the_view_says_so()
    {
        await using var nowhere = new ServiceCollection()
            .AddGlobalLbStore("Host=127.0.0.1;Port=1;Username=x;Database=x;Timeout=2").BuildServiceProvider();
        var health = nowhere.GetRequiredService<CurrentHealth>();
        Assert.False((await health.ReadAsync()).IsDatabaseReachable);
        await using var following = health.FollowAsync(_patience.Token).GetAsyncEnumerator();
        Assert.True(await following.MoveNextAsync());
        Assert.False(following.Current.IsDatabaseReachable);
    }

    // Followers look from time to time also when nothing was told: before the view that has the endpoint there may be more without it.
    private static async Task<HealthView> NextWithAsync(IAsyncEnumerator<HealthView> follower, EndpointCode endpoint)
    {
        do Assert.True(await follower.MoveNextAsync());
        while (!follower.Current.Endpoints.ContainsKey(endpoint));
        return follower.Current;
    }

    private async Task AppendAsync(params HealthState[] states) => await Get<HealthHistory>().AppendAsync(
        [.. states.Select(state => new Transition(
            0, Clock.Now, new("eu-1"), new("eu-web"), new("eu-west"), HealthState.Unknown, state, "because", "local", 1))],
        []);
}
