using GlobalLb.Control.Publishing;
using GlobalLb.Steering.Configuration;
using GlobalLb.Steering.Health;
using GlobalLb.Steering.Publications;
using GlobalLb.Store.Configurations;
using GlobalLb.Store.Health;
using GlobalLb.Store.Tests;
using GlobalLb.Tests;
using GlobalLb.Vantage.Tests.Probing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Npgsql;

namespace GlobalLb.Control.Tests.Following;

public sealed class LeadershipTests(PostgresFixture postgres) : DatabaseTest(postgres)
{
    [Fact]
    public async Task What_was_believed_is_in_the_first_edition()
    {
        await WriteAsync(_ => Slow(Sample.Document));
        await Get<HealthHistory>().AppendAsync(
            [new Transition(0, DateTimeOffset.UtcNow, new("eu-web-1"), new("eu-web"), new("eu-west"), HealthState.Up, HealthState.Down, "before", "control", 1)], []);
        var host = await StartAsync();
        var first = await NextAsync(Follow(host), 2);
        Assert.Equal(1, Assert.IsType<ConfigurationPublication>(first[0]).Version);
        var health = Assert.IsType<HealthPublication>(first[1]).Table;
        Assert.Equal((HealthState.Down, "before (believed before the start, not probed since)"), (health.Endpoints[new("eu-web-1")].Health, health.Endpoints[new("eu-web-1")].Reason));
        Assert.Equal(HealthState.Unknown, health[new("us-web-1")]);
    }

    [Fact]
    public async Task An_edit_is_published_and_a_restart_publishes_the_same_in_a_later_term()
    {
        await WriteAsync(_ => Slow(Sample.Document));
        var host = await StartAsync();
        var feed = Follow(host);
        var first = await NextAsync(feed, 2);
        await WriteAsync(document => document with { Regions = [document.Regions[0] with { Name = "Cork" }, document.Regions[1]] });
        ConfigurationPublication? edited = null;
        while (edited is null) edited = (await NextAsync(feed, 1))[0] as ConfigurationPublication;
        Assert.Equal(2, edited.Version);
        await StopAsync(host);

        var second = await NextAsync(Follow(await StartAsync()), 2);
        Assert.Equal(2, ((ConfigurationPublication)second[0]).Version);
        Assert.True(second[0].Term > first[0].Term);
        Assert.Equal(second[0].Term, second[1].Term);
    }

    [Fact]
    public async Task A_database_that_restarts_takes_nothing_away_and_brings_a_later_term()
    {
        await using var server = await CountingServer.StartAsync();
        await WriteAsync(_ => Asking(server));
        var host = await StartAsync();
        var publisher = host.Services.GetRequiredService<Publisher>();
        var feed = Follow(host);
        var term = (await NextAsync(feed, 2))[0].Term;
        await Heard.UntilAsync("eu-web-1 went from Unknown to Up");

        await TakeAwayAsync();
        await Heard.UntilAsync("The database");
        while (server.Waiting > 0) await server.NextAsync();
        await server.NextAsync(); // probing goes on meanwhile
        Assert.True(publisher.IsLeading);
        Assert.NotNull(publisher.Edition.Configuration);
        await BringBackAsync();

        Publication next;
        do next = (await NextAsync(feed, 1))[0];
        while (next.Term == term);
        Assert.True(next.Term > term);
        Assert.Equal(1, Assert.IsType<ConfigurationPublication>(next).Version);
        Assert.Equal(0, Heard.Count("standing by"));
        await WriteAsync(document => document with { Regions = [document.Regions[0] with { Name = "Cork" }, document.Regions[1]] });
        do next = (await NextAsync(feed, 1))[0];
        while (next is not ConfigurationPublication { Version: 2 });
    }

    [Fact]
    public async Task A_second_Control_stands_by_probes_nothing_and_takes_over()
    {
        await using var server = await CountingServer.StartAsync();
        await WriteAsync(_ => Asking(server));
        var first = await StartAsync();
        await NextAsync(Follow(first), 2);
        var second = await StartAsync();
        await Heard.UntilAsync("Another control leads; standing by");
        Assert.False(second.Services.GetRequiredService<Publisher>().IsLeading);
        Assert.Null(new Follower(second.Services.GetRequiredService<Publisher>()).TryTake());

        await StopAsync(first);
        Assert.Equal(1, Assert.IsType<ConfigurationPublication>((await NextAsync(Follow(second), 1))[0]).Version);
        while (server.Waiting > 0) await server.NextAsync();
        await server.NextAsync();
        Assert.Equal(1, Heard.Count("standing by"));
    }

    [Fact]
    public async Task A_Control_steps_down_when_another_took_the_lead_meanwhile()
    {
        await using var server = await CountingServer.StartAsync();
        await WriteAsync(_ => Asking(server));
        var host = await StartAsync();
        await NextAsync(Follow(host), 2);

        // Another waits for the lock, and has it the moment that ours is lost.
        const string Held = "FROM pg_locks WHERE locktype = 'advisory' AND database = (SELECT oid FROM pg_database WHERE datname = current_database())";
        await using (var other = NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(ConnectionString) { Pooling = false }.ConnectionString))
        await using (var connection = await other.OpenConnectionAsync())
        {
            await using var command = new NpgsqlCommand($"SELECT pg_advisory_lock((SELECT (classid::bigint << 32) | objid::bigint {Held}))", connection);
            var locked = command.ExecuteNonQueryAsync();
            await Eventually.HoldsAsync(() => (long)AskAsync($"SELECT count(*) {Held} AND NOT granted").GetAwaiter().GetResult()! == 1);
            await AskAsync($"SELECT pg_terminate_backend(pid) {Held} AND granted");
            await locked;
            await Heard.UntilAsync("Another control leads; standing by");
            await Eventually.HoldsAsync(() => !host.Services.GetRequiredService<Publisher>().IsLeading);
            Assert.Null(host.Services.GetRequiredService<Publisher>().Edition.Configuration);
        }

        await NextAsync(Follow(host), 2); // and takes it back when the other is gone
    }

    [Fact]
    public async Task A_database_away_at_the_start_is_said_once_and_waited_for()
    {
        await WriteAsync(_ => Slow(Sample.Document));
        await TakeAwayAsync();
        var host = await StartAsync();
        await Heard.UntilAsync("The database is away, and nobody can begin to lead until it is back");
        await BringBackAsync();
        await NextAsync(Follow(host), 2);
        Assert.Equal(1, Heard.Count("The database is away"));
        Assert.Equal(0, Heard.Count("Exception"));
    }

    [Fact]
    public async Task A_drill_that_is_over_is_taken_out_and_only_that()
    {
        var until = DateTimeOffset.UtcNow.AddSeconds(3);
        await WriteAsync(_ => Slow(Sample.WithDrill(until)));
        await StartAsync();
        await Heard.UntilAsync("The drill in eu-west ended; the region is Open again");
        Assert.True(DateTimeOffset.UtcNow >= until);
        var newest = (await Get<ConfigurationVersions>().NewestAsync())!;
        Assert.Equal((2L, "globallb", "the drill in eu-west ended by itself"), (newest.Version, newest.Author, newest.Comment));
        Assert.Equal(ConfigurationJson.Write(Slow(Sample.Document)), ConfigurationJson.Write(newest.Document));
    }

    [Fact]
    public async Task What_probes_find_is_published_and_written()
    {
        var isWell = true;
        await using var server = await CountingServer.StartAsync(context =>
        {
            context.Response.StatusCode = Volatile.Read(ref isWell) ? 200 : 503;
            return Task.CompletedTask;
        });
        await WriteAsync(_ => Asking(server));
        var host = await StartAsync();
        await Heard.UntilAsync("eu-web-1 went from Unknown to Up: HTTP 200");
        Volatile.Write(ref isWell, false);
        await Heard.UntilAsync("eu-web-1 went from Up to Down: HTTP 503");
        var publisher = host.Services.GetRequiredService<Publisher>();
        await Eventually.HoldsAsync(() => publisher.Edition.Health!.Table[new("eu-web-1")] == HealthState.Down);
        await StopAsync(host);
        Assert.Equal("Down", (await Get<CurrentHealth>().ReadAsync()).Endpoints[new("eu-web-1")].Health.ToString());
        Assert.True((long)(await AskAsync("SELECT sum(probes)::bigint FROM globallb.probe_rollups"))! > 2);
        Assert.DoesNotContain(Heard.Lines, line => line.StartsWith("Error", StringComparison.Ordinal));
    }

    // Probes that come once in an hour, to nowhere: what is asked here does not depend on them.
    private static ConfigurationDocument Slow(ConfigurationDocument document) => document with
    {
        Pools = [.. document.Pools.Select(pool => pool with { Probe = new Probe { Kind = ProbeKind.Tcp, IntervalSeconds = 3600, TimeoutSeconds = 60 } })],
    };

    private static ConfigurationDocument Asking(CountingServer server) => Sample.Document with
    {
        Pools =
        [
            Sample.Document.Pools[0] with
            {
                Probe = new Probe { Kind = ProbeKind.Http, IntervalSeconds = 0.2, TimeoutSeconds = 0.2, Fall = 2 },
                Endpoints = [Sample.Document.Pools[0].Endpoints[0] with { Address = server.Address.Address, Port = server.Address.Port }],
            },
            Sample.Document.Pools[1] with { Probe = null },
        ],
    };

    private static IAsyncEnumerator<Publication> Follow(IHost host) =>
        host.Services.GetRequiredService<Publisher>().FollowAsync(null, CancellationToken.None).GetAsyncEnumerator();

    private static async Task<List<Publication>> NextAsync(IAsyncEnumerator<Publication> feed, int count)
    {
        var publications = new List<Publication>();
        while (publications.Count < count)
        {
            Assert.True(await feed.MoveNextAsync().AsTask().WaitAsync(TimeSpan.FromSeconds(40)));
            publications.Add(feed.Current);
        }

        return publications;
    }
}
