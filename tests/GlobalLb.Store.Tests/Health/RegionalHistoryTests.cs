using GlobalLb.Steering.Health;
using GlobalLb.Store.Health;

namespace GlobalLb.Store.Tests.Health;

/// <summary>What is published for clients near some vantages is kept, and believed after a restart.</summary>
public sealed class RegionalHistoryTests(PostgresFixture postgres) : StoreTest(postgres)
{
    private HealthHistory History => Get<HealthHistory>();

    [Fact]
    public async Task What_was_published_nearby_is_known_of_every_moment()
    {
        await StoreAsync(Change(0, "eu-west", "us-1"), Change(1, "eu-west", "us-2"), Change(1, "ap-south", "us-1"), Change(2, "eu-west", "us-1", HealthState.Up));
        Assert.Equal("", await AtAsync(-1));
        Assert.Equal("eu-west us-1", await AtAsync(0));
        Assert.Equal("ap-south us-1; eu-west us-1 us-2", await AtAsync(1));
        Assert.Equal("ap-south us-1; eu-west us-2", await AtAsync(3));
        var view = (await History.PublishedAtAsync(Clock.Now.AddMinutes(3))).Regional[0];
        Assert.Equal(new EndpointHealth(HealthState.Down, Clock.Now.AddMinutes(1), "connection refused"), view.Down[new("us-1")]);
    }

    [Fact]
    public async Task What_is_published_nearby_now_is_what_came_last_even_when_a_clock_was_set_back()
    {
        await StoreAsync(Change(5, "eu-west", "us-1"), Change(4, "eu-west", "us-1", HealthState.Up), Change(3, "eu-west", "us-2"));
        Assert.Equal("eu-west us-2", Text((await Get<CurrentHealth>().ReadAsync()).Regional));
    }

    [Fact]
    public async Task The_latest_come_newest_first_and_of_the_endpoints_asked_for()
    {
        await StoreAsync(Change(0, "eu-west", "us-1"), Change(1, "eu-west", "us-2"), Change(2, "eu-west", "us-1", HealthState.Up));
        var latest = await History.LatestRegionalAsync(10, [new("us-1")]);
        Assert.Equal([Change(2, "eu-west", "us-1", HealthState.Up), Change(0, "eu-west", "us-1")], latest);
        Assert.Single(await History.LatestRegionalAsync(1, [new("us-1"), new("us-2")]));
    }

    [Fact]
    public async Task Followers_of_health_hear_of_it()
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(1));
        await using var views = Get<CurrentHealth>().FollowAsync(limit.Token).GetAsyncEnumerator(limit.Token);
        await views.MoveNextAsync();
        await StoreAsync(Change(0, "eu-west", "us-1"));
        while (views.Current.Regional.IsEmpty) Assert.True(await views.MoveNextAsync());
        Assert.Equal("eu-west us-1", Text(views.Current.Regional));
    }

    private async Task StoreAsync(params RegionalChange[] changes) => Assert.True(await History.StoreAsync(new HistoryBatch(Guid.NewGuid()) { Regional = changes }));

    private RegionalChange Change(int minute, string near, string endpoint, HealthState health = HealthState.Down) =>
        new(Clock.Now.AddMinutes(minute), new(near), new(endpoint), new EndpointHealth(health, Clock.Now.AddMinutes(minute), "connection refused"), 7);

    private async Task<string> AtAsync(int minute) => Text((await History.PublishedAtAsync(Clock.Now.AddMinutes(minute))).Regional);

    private static string Text(IEnumerable<RegionalView> views) =>
        string.Join("; ", views.Select(view => $"{view.Region} {string.Join(' ', view.Down.Keys.Select(code => code.Value).Order(StringComparer.Ordinal))}"));
}
