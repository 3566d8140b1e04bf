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
    public static void MapGlobalLbFeed(this IEndpointRouteBuilder routes) => routes.MapGet("/feed/v1", Answer).AllowAnonymous();

    private static IResult Answer(HttpContext context, Publisher publisher, ControlOptions options, IHostApplicationLifetime program, TimeProvider time) =>
        IsAllowed(context.Request, options)
            ? TypedResults.ServerSentEvents(EventsAsync(new Follower(publisher), time, program.ApplicationStopping, context.RequestAborted))
            : TypedResults.Unauthorized();

    private static bool IsAllowed(HttpRequest request, ControlOptions options) =>
        options.FeedKey is not { } key || CryptographicOperations.FixedTimeEquals(
            SHA256.HashData(Encoding.UTF8.GetBytes(request.Headers.Authorization.ToString())),
            SHA256.HashData(Encoding.UTF8.GetBytes($"Bearer {key}")));

    // Ends with the program as well as with the connection: a feed never ends by itself, and the server would wait for it in vain.
    private static async IAsyncEnumerable<SseItem<string>> EventsAsync(
        Follower follower, TimeProvider time, CancellationToken stopping, [EnumeratorCancellation] CancellationToken aborted)
    {
        using var end = CancellationTokenSource.CreateLinkedTokenSource(stopping, aborted);
        while (!end.IsCancellationRequested)
        {
            while (follower.TryTake() is { } publication) yield return new SseItem<string>(PublicationJson.Write(publication), "publication");

            // The first one at once, so that an edge knows that it is connected also while there is nothing to publish.
            yield return new SseItem<string>("", "heartbeat");
            await follower.Newer.WaitAsync(Heartbeat, time, end.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }
}
