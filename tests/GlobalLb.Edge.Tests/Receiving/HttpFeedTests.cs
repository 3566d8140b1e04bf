using GlobalLb.Edge.Receiving;
using GlobalLb.Steering.Publications;
using GlobalLb.Tests;
using Microsoft.Extensions.Logging;

namespace GlobalLb.Edge.Tests.Receiving;

public sealed class HttpFeedTests : IDisposable
{
    private readonly ScriptedServer _server = new();
    private readonly ManualTime _time = new();
    private readonly EdgeMetrics _metrics;
    private readonly Heard _heard = new();
    private readonly LoggerFactory _loggers = new();
    private readonly HttpClient _http = new() { Timeout = Timeout.InfiniteTimeSpan };

    public HttpFeedTests()
    {
        _metrics = new EdgeMetrics(_time);
        _loggers.AddProvider(_heard);
    }

    public void Dispose()
    {
        _http.Dispose();
        _loggers.Dispose();
        _heard.Dispose();
        _metrics.Dispose();
        _server.Dispose();
    }

    [Fact]
    public async Task The_key_is_sent_and_publications_are_read_between_heartbeats()
    {
        await using var feed = Follow("a, secret");
        var next = feed.MoveNextAsync().AsTask();
        var (_, request) = await _server.AnswerAsync(ScriptedServer.EventStream + "event: heartbeat\ndata: \n\n" + Event(Sample.Configuration(Guid.NewGuid(), 1, 7)));
        Assert.True(await next);
        Assert.Equal(7, feed.Current.Order);
        Assert.Contains("GET /feed/v1 ", request, StringComparison.Ordinal);
        Assert.Contains("Authorization: Bearer a, secret\r\n", request, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_publication_that_cannot_be_read_is_skipped_and_counted()
    {
        await using var feed = Follow();
        var next = feed.MoveNextAsync().AsTask();
        await _server.AnswerAsync(ScriptedServer.EventStream + "event: publication\ndata: {}\n\n" + Event(Sample.Health(Guid.NewGuid(), 1, 3)));
        Assert.True(await next);
        Assert.Equal(3, feed.Current.Order);
        Assert.Equal(1, _heard.Count("A publication could not be read and was skipped"));
        Assert.Equal(1, _metrics.Refused);
    }

    [Fact]
    public async Task A_kind_of_publication_of_a_newer_Control_is_left_alone_and_said_once()
    {
        await using var feed = Follow();
        var next = feed.MoveNextAsync().AsTask();
        const string Weather = "event: publication\ndata: {\"kind\":\"weather\",\"system\":\"x\",\"sun\":[1,{}]}\n\n";
        await _server.AnswerAsync(ScriptedServer.EventStream + Weather + Weather + Event(Sample.Health(Guid.NewGuid(), 1, 3)));
        Assert.True(await next);
        Assert.Equal(3, feed.Current.Order);
        Assert.Equal(1, _heard.Count("Control publishes 'weather', which this edge does not know and leaves alone"));
        Assert.Equal((2, 0), (_metrics.Unknown, _metrics.Refused));
    }

    [Fact]
    public async Task Silence_of_fifteen_seconds_is_a_lost_connection()
    {
        await using var feed = Follow();
        var next = feed.MoveNextAsync().AsTask();
        var (connection, _) = await _server.AnswerAsync(ScriptedServer.EventStream);
        await _time.UntilWaitingForAsync(TimeSpan.FromSeconds(15));
        _time.Advance(TimeSpan.FromSeconds(10));
        await ScriptedServer.SayAsync(connection, "event: heartbeat\ndata: \n\n");
        await _time.UntilWaitingForAsync(TimeSpan.FromSeconds(15)); // begun anew
        _time.Advance(TimeSpan.FromSeconds(14.9));
        Assert.False(next.IsCompleted);
        _time.Advance(TimeSpan.FromSeconds(0.1));
        Assert.Contains("it was silent for 15 s", (await Assert.ThrowsAsync<IOException>(() => next)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_server_that_never_answers_is_given_up()
    {
        await using var feed = Follow();
        var next = feed.MoveNextAsync().AsTask();
        await _server.AnswerAsync("");
        _time.Advance(TimeSpan.FromSeconds(15));
        Assert.Contains("it was silent for 15 s", (await Assert.ThrowsAsync<IOException>(() => next)).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("HTTP/1.1 401 Unauthorized\r\nContent-Length: 0\r\n\r\n", "it answered 401: give this edge the feed key of that Control")]
    [InlineData("HTTP/1.1 503 Busy\r\nContent-Length: 0\r\n\r\n", "it answered 503")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 4\r\n\r\nhey!", "feed/v1 is no feed there: is this the address of a Control?")]
    [InlineData("220 mail.example.test ESMTP\r\n\r\n", "Received an invalid status line")]
    public async Task What_is_no_feed_is_said_with_the_address(string response, string sentence)
    {
        await using var feed = Follow();
        var next = feed.MoveNextAsync().AsTask();
        await _server.AnswerAsync(response);
        var failure = await Assert.ThrowsAsync<IOException>(() => next);
        Assert.StartsWith($"{_server.Address}: ", failure.Message, StringComparison.Ordinal);
        Assert.Contains(sentence, failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_connection_that_breaks_off_and_one_that_cannot_be_had_are_failures_of_one_kind()
    {
        await using (var feed = Follow())
        {
            var next = feed.MoveNextAsync().AsTask();
            var (connection, _) = await _server.AnswerAsync("HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nContent-Length: 99\r\n\r\nevent: ");
            connection.Dispose();
            Assert.StartsWith($"{_server.Address}: ", (await Assert.ThrowsAsync<IOException>(() => next)).Message, StringComparison.Ordinal);
        }

        await using var again = Follow();
        _server.Dispose();
        Assert.Contains("refused", (await Assert.ThrowsAsync<IOException>(() => again.MoveNextAsync().AsTask())).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_Control_that_knows_of_no_confirmations_is_older_and_no_failure()
    {
        var feed = new HttpFeed(_http, new EdgeOptions { StateFolder = "", Control = _server.Address, Key = "a key", Name = "fra-1" }, _time, _metrics, _loggers.CreateLogger<HttpFeed>());
        var taken = new Confirmation { Edge = "fra-1", Configuration = default, Health = default, HealthAge = default, Responses = 7 };
        var saying = feed.ConfirmAsync(taken, CancellationToken.None);
        var (_, request) = await _server.AnswerAsync("HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n");
        await saying;
        Assert.StartsWith("POST /feed/v1/taken ", request, StringComparison.Ordinal);
        Assert.Contains("Authorization: Bearer a key\r\n", request, StringComparison.Ordinal);

        var hanging = feed.ConfirmAsync(taken, CancellationToken.None);
        await _time.UntilWaitingForAsync(TimeSpan.FromSeconds(5));
        _time.Advance(TimeSpan.FromSeconds(5));
        Assert.Contains("it was silent for 5 s", (await Assert.ThrowsAsync<IOException>(() => hanging)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Our_own_stop_is_no_failure()
    {
        using var stop = new CancellationTokenSource();
        await using var feed = Follow(cancellation: stop.Token);
        var next = feed.MoveNextAsync().AsTask();
        await _server.AnswerAsync(ScriptedServer.EventStream);
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => next);
    }

    private IAsyncEnumerator<Publication> Follow(string? key = null, CancellationToken cancellation = default)
    {
        var options = new EdgeOptions { StateFolder = "", Control = _server.Address, Key = key };
        return new HttpFeed(_http, options, _time, _metrics, _loggers.CreateLogger<HttpFeed>()).FollowAsync(cancellation).GetAsyncEnumerator(CancellationToken.None);
    }

    private static string Event(Publication publication) => $"event: publication\ndata: {PublicationJson.Write(publication)}\n\n";
}
