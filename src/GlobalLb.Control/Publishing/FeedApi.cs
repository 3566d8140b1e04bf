using System.Buffers;
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

    // What a publication is in the feed, as long as somebody holds it: written once, however many follow.
    private static readonly ConditionalWeakTable<Publication, Lazy<byte[]>> Written = [];

    // A confirmation has some 400 octets.
    private const int LargestConfirmation = 4096;

    /// <summary>Maps <c>GET /feed/v1</c>, and <c>POST /feed/v1/taken</c> where edges confirm what they took.</summary>
    public static void MapGlobalLbFeed(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/feed/v1", Answer).AllowAnonymous();
        routes.MapPost("/feed/v1/taken", HearAsync).AllowAnonymous().DisableAntiforgery();
    }

    private static IResult Answer(HttpContext context, Publisher publisher, ControlOptions options, IHostApplicationLifetime program, TimeProvider time) =>
        IsAllowed(context.Request, options)
            ? TypedResults.ServerSentEvents(EventsAsync(context, publisher, time, program.ApplicationStopping, context.RequestAborted))
            : TypedResults.Unauthorized();

    private static async Task<IResult> HearAsync(HttpContext context, Publisher publisher, ControlOptions options)
    {
        if (!IsAllowed(context.Request, options)) return TypedResults.Unauthorized();
        var octets = new byte[LargestConfirmation + 1];
        var length = await context.Request.Body.ReadAtLeastAsync(octets, octets.Length, throwOnEndOfStream: false, context.RequestAborted);
        if (length > LargestConfirmation) return TypedResults.Problem($"A confirmation has at most {LargestConfirmation} octets.", statusCode: StatusCodes.Status413PayloadTooLarge);
        if (!Confirmation.TryRead(octets.AsMemory(0, length), out var taken, out var problem)) return TypedResults.Problem($"{problem}.", statusCode: StatusCodes.Status400BadRequest);

        // Only of those that follow is anything kept, so that nobody fills our memory with names.
        return publisher.Edges.Hear(taken) ? TypedResults.NoContent() : TypedResults.Problem($"No edge {taken.Edge} follows the feed of this Control.", statusCode: StatusCodes.Status409Conflict);
    }

    private static byte[] OctetsOf(Publication publication) => Written.GetValue(publication, written => new Lazy<byte[]>(() => Write(written))).Value;

    private static byte[] Write(Publication publication)
    {
        var octets = new ArrayBufferWriter<byte>();
        PublicationJson.Write(publication, octets);
        return octets.WrittenSpan.ToArray();
    }

    private static string? NameOf(HttpRequest request) => request.Headers[Confirmation.EdgeHeader].ToString() is var name && Confirmation.IsName(name) ? name : null;

    private static bool IsAllowed(HttpRequest request, ControlOptions options) =>
        options.FeedKey is not { } key || CryptographicOperations.FixedTimeEquals(
            SHA256.HashData(Encoding.UTF8.GetBytes(request.Headers.Authorization.ToString())),
            SHA256.HashData(Encoding.UTF8.GetBytes($"Bearer {key}")));

    // Ends with the program as well as with the connection: a feed never ends by itself, and the server would wait for it in vain.
    private static async IAsyncEnumerable<SseItem<byte[]>> EventsAsync(
        HttpContext context, Publisher publisher, TimeProvider time, CancellationToken stopping, [EnumeratorCancellation] CancellationToken aborted)
    {
        using var connection = publisher.Edges.Connect(NameOf(context.Request), $"{context.Connection.RemoteIpAddress}");
        var follower = new Follower(publisher);
        using var end = CancellationTokenSource.CreateLinkedTokenSource(stopping, aborted);
        while (!end.IsCancellationRequested)
        {
            while (follower.TryTake() is { } publication) yield return new SseItem<byte[]>(OctetsOf(publication), "publication");

            // The first one at once, so that an edge knows that it is connected also while there is nothing to publish.
            yield return new SseItem<byte[]>([], "heartbeat");
            await follower.Newer.WaitAsync(Heartbeat, time, end.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }
}
