using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using System.Text;
using GlobalLb.Steering.Publications;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Hosting;

namespace GlobalLb.Control.Publishing;

/// <summary>The feed over HTTP: publications as server-sent events, with a heartbeat so that both sides notice a dead connection.</summary>
public static class FeedApi
{
    private static readonly TimeSpan Heartbeat = TimeSpan.FromSeconds(5);

    /// <summary>Maps <c>GET /feed/v1</c>.</summary>
    public static void MapGlobalLbFeed(this IEndpointRouteBuilder routes) =>
        routes.MapGet("/feed/v1", (HttpContext context, Publisher publisher, ControlOptions options, IHostApplicationLifetime lifetime) =>
            IsAllowed(context.Request, options)
                ? TypedResults.ServerSentEvents(EventsAsync(publisher, lifetime.ApplicationStopping, context.RequestAborted))
                : (IResult)TypedResults.Unauthorized())
        .AllowAnonymous();

    private static bool IsAllowed(HttpRequest request, ControlOptions options) =>
        options.FeedKey is not { } key || CryptographicOperations.FixedTimeEquals(
            SHA256.HashData(Encoding.UTF8.GetBytes(request.Headers.Authorization.ToString())),
            SHA256.HashData(Encoding.UTF8.GetBytes($"Bearer {key}")));

    // A stream ends with its follower or with the program: one that went on would hold up the end of the program.
    private static async IAsyncEnumerable<SseItem<string>> EventsAsync(
        Publisher publisher, CancellationToken stopping, [EnumeratorCancellation] CancellationToken aborted)
    {
        using var end = CancellationTokenSource.CreateLinkedTokenSource(stopping, aborted);
        await using var publications = publisher.FollowAsync(end.Token).GetAsyncEnumerator(end.Token);
        var next = publications.MoveNextAsync().AsTask();
        try
        {
            while (!end.IsCancellationRequested)
            {
                await Task.WhenAny(next, Task.Delay(Heartbeat, end.Token));
                if (end.IsCancellationRequested) break;
                if (!next.IsCompleted)
                {
                    yield return new SseItem<string>("", "heartbeat");
                    continue;
                }

                if (!await next) break;
                yield return new SseItem<string>(PublicationJson.Write(publications.Current), "publication");
                next = publications.MoveNextAsync().AsTask();
            }
        }
        finally
        {
            // Publications may only be let go of when nobody waits for the next one.
            await end.CancelAsync();
            await ((Task)next).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }
}
