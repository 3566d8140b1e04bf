using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using System.Text;
using GlobalLb.Steering.Publications;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace GlobalLb.Control.Publishing;

/// <summary>The feed over HTTP: publications as server-sent events, with a heartbeat so that both sides notice a dead connection.</summary>
public static class FeedApi
{
    private static readonly TimeSpan Heartbeat = TimeSpan.FromSeconds(5);

    /// <summary>Maps <c>GET /feed/v1</c>.</summary>
    public static void MapGlobalLbFeed(this IEndpointRouteBuilder routes) =>
        routes.MapGet("/feed/v1", (HttpContext context, Publisher publisher, ControlOptions options) =>
            IsAllowed(context.Request, options)
                ? TypedResults.ServerSentEvents(EventsAsync(publisher, context.RequestAborted))
                : (IResult)TypedResults.Unauthorized())
        .AllowAnonymous();

    private static bool IsAllowed(HttpRequest request, ControlOptions options) =>
        options.FeedKey is not { } key || CryptographicOperations.FixedTimeEquals(
            SHA256.HashData(Encoding.UTF8.GetBytes(request.Headers.Authorization.ToString())),
            SHA256.HashData(Encoding.UTF8.GetBytes($"Bearer {key}")));

    private static async IAsyncEnumerable<SseItem<string>> EventsAsync(Publisher publisher, [EnumeratorCancellation] CancellationToken cancellation)
    {
        await using var publications = publisher.FollowAsync(cancellation).GetAsyncEnumerator(cancellation);
        var next = publications.MoveNextAsync().AsTask();
        while (!cancellation.IsCancellationRequested)
        {
            if (await Task.WhenAny(next, Task.Delay(Heartbeat, cancellation)) != next)
            {
                yield return new SseItem<string>("", "heartbeat");
                continue;
            }

            if (!await next) yield break;
            yield return new SseItem<string>(PublicationJson.Write(publications.Current), "publication");
            next = publications.MoveNextAsync().AsTask();
        }
    }
}
