using System.Net.Http.Headers;
using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using GlobalLb.Steering.Publications;
using Microsoft.Extensions.Logging;

namespace GlobalLb.Edge.Receiving;

/// <summary>
/// Follows the feed of a Control over HTTP as server-sent events. The other side sends a heartbeat every few seconds; a
/// connection that is silent for longer is given up, because nobody would ever tell us that it died.
/// </summary>
public sealed class HttpFeed(HttpClient http, EdgeOptions options, ILogger<HttpFeed> logger) : IFeed
{
    /// <summary>The path of the feed below the address of a Control.</summary>
    public const string Path = "feed/v1";

    private static readonly TimeSpan Silence = TimeSpan.FromSeconds(15);

    /// <inheritdoc/>
    public async IAsyncEnumerable<Publication> FollowAsync([EnumeratorCancellation] CancellationToken cancellation)
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        deadline.CancelAfter(Silence);
        using var response = await OpenAsync(cancellation, deadline.Token);
        await using var stream = await ReadAsync(() => response.Content.ReadAsStreamAsync(deadline.Token), cancellation);
        await using var events = SseParser.Create(stream).EnumerateAsync(deadline.Token).GetAsyncEnumerator(deadline.Token);
        while (await ReadAsync(() => events.MoveNextAsync().AsTask(), cancellation))
        {
            deadline.CancelAfter(Silence);
            if (events.Current.EventType == "heartbeat") continue;
            if (PublicationJson.TryRead(events.Current.Data, out var publication, out var problem)) yield return publication;
            else EdgeLog.PublicationUnreadable(logger, problem);
        }
    }

    private async Task<HttpResponseMessage> OpenAsync(CancellationToken cancellation, CancellationToken deadline)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(options.Control!, Path));
        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("text/event-stream"));
        if (options.Key is { } key) request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", key);
        var response = await ReadAsync(() => http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, deadline), cancellation);
        if (response.IsSuccessStatusCode) return response;

        using (response)
            throw new IOException($"{options.Control} answered {(int)response.StatusCode}{(response.StatusCode == System.Net.HttpStatusCode.Unauthorized ? ": give this edge the feed key of that Control" : "")}");
    }

    // One kind of failure to the outside: whatever breaks a connection is an IOException, our own stop is not.
    private async Task<T> ReadAsync<T>(Func<Task<T>> read, CancellationToken cancellation)
    {
        try
        {
            return await read();
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            throw new IOException($"{options.Control} was silent for {Silence.TotalSeconds} s");
        }
        catch (HttpRequestException failure)
        {
            throw new IOException($"{options.Control}: {failure.Message}", failure);
        }
    }
}
