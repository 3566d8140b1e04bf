using System.Buffers;
using System.Net;
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
public sealed class HttpFeed(HttpClient http, EdgeOptions options, TimeProvider time, EdgeMetrics metrics, ILogger<HttpFeed> logger) : IFeed
{
    /// <summary>The path of the feed below the address of a Control.</summary>
    public const string Path = "feed/v1";

    /// <summary>The path that confirmations go to, below the same.</summary>
    public const string ConfirmationPath = "feed/v1/taken";

    private const string Events = "text/event-stream", Heartbeat = "heartbeat";
    private static readonly TimeSpan Silence = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private readonly HashSet<string> _unknownKinds = [];

    /// <inheritdoc/>
    public bool Listens => true;

    /// <inheritdoc/>
    public async Task ConfirmAsync(Confirmation taken, CancellationToken cancellation)
    {
        var octets = new ArrayBufferWriter<byte>();
        taken.Write(octets);
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(options.Control!, ConfirmationPath)) { Content = new ReadOnlyMemoryContent(octets.WrittenMemory) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        Authorize(request);
        using var patience = new CancellationTokenSource(Patience, time);
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellation);
        using var response = await ReadAsync(() => http.SendAsync(request, deadline.Token), Patience, cancellation);

        // A Control that does not know of confirmations is older than its edges, which is no fault.
        if (!response.IsSuccessStatusCode && response.StatusCode != HttpStatusCode.NotFound) throw new IOException($"{options.Control}: it answered {(int)response.StatusCode}");
    }

    /// <inheritdoc/>
    public async IAsyncEnumerable<Publication> FollowAsync([EnumeratorCancellation] CancellationToken cancellation)
    {
        using var silence = new CancellationTokenSource(Silence, time);
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(silence.Token, cancellation);
        using var response = await ReadAsync(() => OpenAsync(deadline.Token), Silence, cancellation);
        await using var stream = await ReadAsync(() => response.Content.ReadAsStreamAsync(deadline.Token), Silence, cancellation);
        await using var events = SseParser.Create(stream, ReadEvent).EnumerateAsync(deadline.Token).GetAsyncEnumerator(deadline.Token);
        while (await ReadAsync(() => events.MoveNextAsync().AsTask(), Silence, cancellation))
        {
            if (events.Current.EventType != Heartbeat)
            {
                if (events.Current.Data.Publication is { } publication)
                {
                    yield return publication;
                }
                else if (events.Current.Data.UnknownKind is { } kind)
                {
                    // Said once: what it is does not become clearer by hearing it every second.
                    if (_unknownKinds.Add(kind)) EdgeLog.UnknownKind(logger, kind);
                    metrics.CountUnknown();
                }
                else
                {
                    EdgeLog.PublicationUnreadable(logger, events.Current.Data.Problem ?? "");
                    metrics.CountRefused();
                }
            }

            silence.CancelAfter(Silence);
        }
    }

    private async Task<HttpResponseMessage> OpenAsync(CancellationToken deadline)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(options.Control!, Path));
        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue(Events));
        request.Headers.Add(Confirmation.EdgeHeader, options.Name);
        Authorize(request);
        var response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, deadline);
        if (response.IsSuccessStatusCode && response.Content.Headers.ContentType?.MediaType == Events) return response;

        using (response)
        {
            throw new HttpRequestException(response.StatusCode switch
            {
                HttpStatusCode.Unauthorized => "it answered 401: give this edge the feed key of that Control",
                HttpStatusCode.OK => $"{Path} is no feed there: is this the address of a Control?",
                var status => $"it answered {(int)status}",
            });
        }
    }

    private void Authorize(HttpRequestMessage request)
    {
        if (options.Key is { } key) request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", key);
    }

    // One kind of failure to the outside: whatever breaks a connection is an IOException, our own stop is not.
    private async Task<T> ReadAsync<T>(Func<Task<T>> read, TimeSpan silence, CancellationToken cancellation)
    {
        try
        {
            return await read();
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            throw new IOException($"{options.Control}: it was silent for {silence.TotalSeconds} s");
        }
        catch (Exception failure) when (failure is HttpRequestException or IOException)
        {
            throw new IOException($"{options.Control}: {failure.Message}", failure);
        }
    }

    // From its octets: a configuration may have a hundred megabytes, and as a text it would have twice as many.
    private static Event ReadEvent(string kind, ReadOnlySpan<byte> octets)
    {
        if (kind == Heartbeat) return new Event(null, null, null);
        return PublicationJson.TryRead(octets, out var publication, out var problem)
            ? new Event(publication, null, null)
            : new Event(null, PublicationJson.FindUnknownKind(octets), problem);
    }

    // Either a publication, or why there is none.
    private sealed record Event(Publication? Publication, string? UnknownKind, string? Problem);
}
