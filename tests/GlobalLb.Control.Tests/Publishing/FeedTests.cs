using System.Net;
using System.Text;
using GlobalLb.Control.Publishing;
using GlobalLb.Edge;
using GlobalLb.Edge.Receiving;
using GlobalLb.Steering.Publications;
using GlobalLb.Tests;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace GlobalLb.Control.Tests.Publishing;

/// <summary>The feed of a Control and the feed of an edge, over a real connection.</summary>
public sealed class FeedTests : IAsyncLifetime, IDisposable
{
    private static readonly Guid Here = Guid.NewGuid();

    private readonly ManualTime _time = new();
    private readonly Publisher _publisher = new();
    private readonly Heard _heard = new();
    private readonly EdgeMetrics _metrics;
    private readonly LoggerFactory _loggers = new();
    private readonly HttpClient _http = new() { Timeout = Timeout.InfiniteTimeSpan };
    private WebApplication? _control;
    private Uri _address = new("http://127.0.0.1:1/");

    public FeedTests()
    {
        _metrics = new EdgeMetrics(_time);
        _loggers.AddProvider(_heard);
    }

    public Task InitializeAsync() => StartAsync();

    public async Task DisposeAsync()
    {
        if (_control is not null) await _control.DisposeAsync();
    }

    public void Dispose()
    {
        _http.Dispose();
        _loggers.Dispose();
        _heard.Dispose();
        _metrics.Dispose();
    }

    [Theory]
    [InlineData(null)]
    [InlineData("wrong")]
    [InlineData("key and more")]
    public async Task Without_the_key_there_is_no_feed(string? key)
    {
        await RestartAsync("key");
        using var response = await _http.GetAsync(new Uri(_address, "feed/v1"));
        Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);
        await using var feed = Follow(key);
        var failure = await Assert.ThrowsAsync<IOException>(() => feed.MoveNextAsync().AsTask());
        Assert.Equal($"{_address}: it answered 401: give this edge the feed key of that Control", failure.Message);
    }

    [Fact]
    public async Task With_the_key_the_newest_edition_comes_first_and_configuration_before_health()
    {
        await RestartAsync("key");
        Lead(1);
        _publisher.Publish(2, Sample.Document);
        _publisher.Publish(Sample.Table("eu-web-1"));
        await using var feed = Follow("key");
        Assert.Equal(2, Assert.IsType<ConfigurationPublication>(await NextAsync(feed)).Version);
        var health = Assert.IsType<HealthPublication>(await NextAsync(feed));
        Assert.Equal((Here, 1L, 2L), (health.System, health.Term, health.Sequence));
        Assert.Equal(Sample.Table("eu-web-1").Endpoints, health.Table.Endpoints);
        _publisher.Publish(3, Sample.Document);
        Assert.Equal(3, (await NextAsync(feed)).Order);
    }

    [Fact]
    public async Task A_connection_is_kept_alive_by_heartbeats_from_the_first_moment_on()
    {
        using var response = await _http.GetAsync(new Uri(_address, "feed/v1"), HttpCompletionOption.ResponseHeadersRead);
        Assert.Equal("text/event-stream", response.Content.Headers.ContentType!.MediaType);
        using var stream = await response.Content.ReadAsStreamAsync();
        Assert.StartsWith("event: heartbeat", await ReadAsync(stream), StringComparison.Ordinal);
        await _time.UntilWaitingForAsync(TimeSpan.FromSeconds(5));
        _time.Advance(TimeSpan.FromSeconds(5));
        Assert.StartsWith("event: heartbeat", await ReadAsync(stream), StringComparison.Ordinal);
    }

    [Fact]
    public void Whoever_is_slow_gets_the_newest_and_no_backlog()
    {
        Lead(1);
        var follower = new Follower(_publisher);
        Assert.Equal(1, Assert.IsType<ConfigurationPublication>(follower.TryTake()).Version);
        for (var version = 2; version <= 100; version++)
        {
            _publisher.Publish(version, Sample.Document);
            _publisher.Publish(Sample.Table());
        }

        Assert.True(follower.Newer.IsCompleted);
        Assert.Equal(100, Assert.IsType<ConfigurationPublication>(follower.TryTake()).Version);
        Assert.Equal(100, Assert.IsType<HealthPublication>(follower.TryTake()).Sequence);
        Assert.Null(follower.TryTake());
        Assert.False(follower.Newer.IsCompleted);
    }

    [Fact]
    public async Task A_renewed_term_is_published_with_all_that_was_and_nothing_empty_between()
    {
        Lead(1);
        await using var feed = _publisher.FollowAsync(null, CancellationToken.None).GetAsyncEnumerator(CancellationToken.None);
        await NextAsync(feed);
        await NextAsync(feed);
        _publisher.Renew(5);
        var configuration = Assert.IsType<ConfigurationPublication>(await NextAsync(feed));
        var health = Assert.IsType<HealthPublication>(await NextAsync(feed));
        Assert.Equal((5L, 1L, 5L), (configuration.Term, configuration.Version, health.Term));
        Assert.Equal(2, health.Table.Endpoints.Count);
    }

    [Fact]
    public async Task Nothing_is_published_before_leading_and_after_stepping_down()
    {
        _publisher.Publish(1, Sample.Document);
        _publisher.Publish(Sample.Table());
        Assert.Null(new Follower(_publisher).TryTake());
        Lead(1);
        await using var feed = Follow();
        await NextAsync(feed);
        await NextAsync(feed);
        var next = feed.MoveNextAsync().AsTask();
        _publisher.StepDown();
        _publisher.Publish(9, Sample.Document);
        Assert.Null(new Follower(_publisher).TryTake());
        Lead(2);
        Assert.True(await next.WaitAsync(TimeSpan.FromSeconds(20)));
        Assert.Equal(2, feed.Current.Term);
    }

    [Fact]
    public async Task An_edge_that_leaves_is_no_matter_to_speak_of()
    {
        Lead(1);
        for (var i = 0; i < 5; i++)
        {
            var feed = Follow();
            await NextAsync(feed);
            await feed.DisposeAsync();
        }

        await Eventually.HoldsAsync(() => _time.Waiting == 0);
        Assert.Empty(_heard.Lines);
    }

    [Fact]
    public async Task A_Control_that_stops_ends_its_feeds_at_once_and_edges_come_back_to_the_next()
    {
        Lead(1);
        await using var feed = Follow();
        await NextAsync(feed);
        await NextAsync(feed);
        var next = feed.MoveNextAsync().AsTask();
        await _control!.StopAsync().WaitAsync(TimeSpan.FromSeconds(20));
        Assert.False(await next.WaitAsync(TimeSpan.FromSeconds(20)));
        await using var refused = Follow();
        await Assert.ThrowsAsync<IOException>(() => refused.MoveNextAsync().AsTask());

        await RestartAsync(null);
        await using var again = Follow();
        Assert.Equal(1, (await NextAsync(again)).Order);
    }

    [Fact]
    public async Task What_an_edge_took_is_heard_over_HTTP_and_only_of_those_that_follow_with_the_key()
    {
        await RestartAsync("key");
        Lead(1);
        var edge = new HttpFeed(_http, new EdgeOptions { StateFolder = "", Control = _address, Key = "key", Name = "fra-1" }, TimeProvider.System, _metrics, _loggers.CreateLogger<HttpFeed>());
        var taken = new Confirmation { Edge = "fra-1", Configuration = new Fence(Here, 1, 1), Health = new Fence(Here, 1, 1), HealthAge = TimeSpan.FromSeconds(0.25), Responses = 5, Program = "1.2" };
        Assert.Contains("it answered 409", (await Assert.ThrowsAsync<IOException>(() => edge.ConfirmAsync(taken, CancellationToken.None))).Message, StringComparison.Ordinal);
        await using (var feed = edge.FollowAsync(CancellationToken.None).GetAsyncEnumerator())
        {
            await NextAsync(feed);
            await edge.ConfirmAsync(taken, CancellationToken.None);
            var known = Assert.Single(_publisher.Edges.Look(_publisher.Edition));
            Assert.Equal(("fra-1", true, 1L, 1L, "1.2"), (known.Name, known.IsConnected, known.Version, known.Sequence, known.Program));
            Assert.Matches("^(::ffff:)?127.0.0.1$", known.Address);
        }

        await Eventually.HoldsAsync(() => !_publisher.Edges.Look(_publisher.Edition)[0].IsConnected);
        var stranger = new HttpFeed(_http, new EdgeOptions { StateFolder = "", Control = _address, Key = "wrong" }, TimeProvider.System, _metrics, _loggers.CreateLogger<HttpFeed>());
        Assert.Contains("it answered 401", (await Assert.ThrowsAsync<IOException>(() => stranger.ConfirmAsync(taken, CancellationToken.None))).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", 400)]
    [InlineData("{\"edge\":\"fra 1\"}", 400)]
    [InlineData("[1]", 400)]
    [InlineData(null, 413)]
    public async Task What_is_no_confirmation_is_refused_with_a_sentence(string? body, int status)
    {
        using var content = new StringContent(body ?? new string(' ', 5000));
        using var response = await _http.PostAsync(new Uri(_address, "feed/v1/taken"), content);
        Assert.Equal(status, (int)response.StatusCode);
        Assert.Contains("onfirmation", await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    private static async Task<Publication> NextAsync(IAsyncEnumerator<Publication> feed)
    {
        Assert.True(await feed.MoveNextAsync().AsTask().WaitAsync(TimeSpan.FromSeconds(20)));
        return feed.Current;
    }

    private static async Task<string> ReadAsync(Stream stream)
    {
        var octets = new byte[1000];
        var length = await stream.ReadAsync(octets).AsTask().WaitAsync(TimeSpan.FromSeconds(20));
        return Encoding.UTF8.GetString(octets, 0, length);
    }

    private void Lead(long term) => _publisher.Lead(Here, term, 1, Sample.Document, Sample.Table());

    private IAsyncEnumerator<Publication> Follow(string? key = null)
    {
        var options = new EdgeOptions { StateFolder = "", Control = _address, Key = key };
        return new HttpFeed(_http, options, TimeProvider.System, _metrics, _loggers.CreateLogger<HttpFeed>())
            .FollowAsync(CancellationToken.None).GetAsyncEnumerator(CancellationToken.None);
    }

    private async Task RestartAsync(string? key)
    {
        await _control!.DisposeAsync();
        await StartAsync(key);
    }

    private async Task StartAsync(string? key = null)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders().SetMinimumLevel(LogLevel.Warning).AddProvider(_heard);
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = Timeout.InfiniteTimeSpan); // feeds end by themselves, or nothing ends them
        builder.Services.AddSingleton(_publisher).AddSingleton<TimeProvider>(_time).AddSingleton(new ControlOptions { FeedKey = key });
        _control = builder.Build();
        _control.MapGlobalLbFeed();
        await _control.StartAsync();
        _address = new Uri(_control.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single() + "/");
    }
}
