using GlobalLb.Steering.Configuration;
using GlobalLb.Steering.Health;
using GlobalLb.Store.Health;
using Microsoft.Extensions.DependencyInjection;

namespace GlobalLb.Store.Tests.Health;

public sealed class CurrentHealthTests(PostgresFixture postgres) : StoreTest(postgres), IDisposable
{
    private readonly CancellationTokenSource _patience = new(TimeSpan.FromSeconds(30));

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
        {
            Assert.True(await follower.MoveNextAsync());
            Assert.Equal(HealthState.Down, follower.Current.Endpoints[new EndpointCode("eu-1")].Health);
        }

        const string Listeners = "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event = 'ClientRead'";
        Assert.InRange((long)(await ExecuteAsync(Listeners))!, 1, 3); // one listens, the others are of the pool
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

    private async Task AppendAsync(params HealthState[] states) => await Get<HealthHistory>().AppendAsync(
        [.. states.Select(state => new Transition(
            0, Clock.Now, new("eu-1"), new("eu-web"), new("eu-west"), HealthState.Unknown, state, "because", "local", 1))],
        []);
}
