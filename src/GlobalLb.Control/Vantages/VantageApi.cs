using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using System.Text.Json;
using GlobalLb.Control.Publishing;
using GlobalLb.Steering.Configuration;
using GlobalLb.Vantage.Joining;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Hosting;

namespace GlobalLb.Control.Vantages;

/// <summary>
/// Where vantages join over HTTP: <c>GET /vantage/v1/{vantage}/schedule</c> streams what to probe, with heartbeats;
/// <c>POST /vantage/v1/{vantage}/outcomes</c> takes what was found.
/// </summary>
public static class VantageApi
{
    private static readonly TimeSpan Heartbeat = TimeSpan.FromSeconds(5);

    /// <summary>Maps both.</summary>
    public static void MapGlobalLbVantages(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/vantage/v1/{vantage}/schedule", Follow).AllowAnonymous();
        routes.MapPost("/vantage/v1/{vantage}/outcomes", TakeAsync).AllowAnonymous();
    }

    private static IResult Follow(HttpContext context, string vantage, VantageDesk desk, Publisher publisher, ControlOptions options, IHostApplicationLifetime program, TimeProvider time)
    {
        var code = new VantageCode(vantage);
        return Refuse(context, code, publisher, options)
            ?? TypedResults.ServerSentEvents(EventsAsync(code, AddressOf(context), desk, publisher, time, program.ApplicationStopping, context.RequestAborted));
    }

    private static async Task<IResult> TakeAsync(HttpContext context, string vantage, VantageDesk desk, Publisher publisher, ControlOptions options, IHostApplicationLifetime program)
    {
        var code = new VantageCode(vantage);
        if (Refuse(context, code, publisher, options) is { } refused) return refused;
        if (publisher.Edition.Configuration is not { } configuration) return NotLeading();
        var (batch, answer) = await ReadAsync(context, code, desk);
        try
        {
            if (batch is not null) answer = await desk.TakeAsync(code, AddressOf(context), batch, configuration, program.ApplicationStopping);
        }
        catch (OperationCanceledException) when (program.ApplicationStopping.IsCancellationRequested)
        {
            return NotLeading();
        }

        return answer.Why is { } why ? Problem(answer.Status, why) : TypedResults.Json(new TakenBatch(answer.Taken), JoiningJson.Default.TakenBatch);
    }

    private static async Task<(OutcomeBatch? Batch, BatchAnswer Refusal)> ReadAsync(HttpContext context, VantageCode vantage, VantageDesk desk)
    {
        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit) limit.MaxRequestBodySize = OutcomeBatch.MostOctets;
        try
        {
            var batch = await JsonSerializer.DeserializeAsync(context.Request.Body, JoiningJson.Default.OutcomeBatch, context.RequestAborted);
            return batch is null ? (null, desk.Refuse(vantage, "the batch is null")) : (batch, default);
        }
        catch (Exception failure) when (failure is JsonException or InvalidOperationException or BadHttpRequestException)
        {
            var isTooLong = failure is BadHttpRequestException { StatusCode: StatusCodes.Status413PayloadTooLarge };
            return (null, desk.Refuse(vantage, isTooLong ? $"the batch is longer than {OutcomeBatch.MostOctets} octets" : $"this is no batch of outcomes: {failure.Message}"));
        }
    }

    // Whoever cannot prove who it is does not learn what there is.
    private static IResult? Refuse(HttpContext context, VantageCode vantage, Publisher publisher, ControlOptions options)
    {
        if (options.VantageKey is not { } key) return Problem(StatusCodes.Status404NotFound, "No vantage joins this Control: give it a --vantage-key.");
        if (!VantageToken.IsIn(context.Request.Headers.Authorization.ToString(), key, vantage)) return TypedResults.Unauthorized();
        if (vantage.Value == options.Vantage) return Problem(StatusCodes.Status404NotFound, $"'{vantage}' is what this Control is called itself.");
        if (publisher.Edition.Configuration is not { } configuration) return NotLeading();
        return configuration.Document.Vantages.Any(each => each.Code == vantage)
            ? null
            : Problem(StatusCodes.Status404NotFound, $"There is no vantage '{vantage}' in the configuration: write it there first.");
    }

    // Ends with the program as well as with the connection: a stream never ends by itself, and the server would wait for it in vain.
    private static async IAsyncEnumerable<SseItem<string>> EventsAsync(
        VantageCode vantage, string address, VantageDesk desk, Publisher publisher, TimeProvider time, CancellationToken stopping, [EnumeratorCancellation] CancellationToken aborted)
    {
        using var end = CancellationTokenSource.CreateLinkedTokenSource(stopping, aborted);
        var joining = desk.Open(vantage, address);
        try
        {
            Assignment? told = null;
            var (seen, newer) = (default(Edition), Task.CompletedTask);
            while (!end.IsCancellationRequested && !joining.Replaced.IsCompleted && publisher.Edition is { Configuration: { } configuration } edition)
            {
                // The first one at once: without it, nothing can be sent here.
                yield return new SseItem<string>(JsonSerializer.Serialize(new Heartbeat(joining.Session, desk.Run, desk.Clock), JoiningJson.Default.Heartbeat), JoinPaths.HeartbeatEvent);
                var assignment = joining.Vantage.By(configuration);
                if (assignment != told) yield return new SseItem<string>(ScheduleJson.Write(assignment.Schedule), JoinPaths.ScheduleEvent);
                told = assignment;

                // One that is named no more has just been told to probe nothing.
                if (!configuration.Document.Vantages.Any(each => each.Code == joining.Vantage.Code)) break;
                if (!ReferenceEquals(seen, edition)) (seen, newer) = (edition, Task.WhenAny(edition.Outdated.Task, joining.Replaced));
                await newer.WaitAsync(VantageApi.Heartbeat, time, end.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
        finally
        {
            desk.Close(joining);
        }
    }

    private static ProblemHttpResult NotLeading() => Problem(StatusCodes.Status503ServiceUnavailable, "Another Control leads, or none yet: ask there, or later.");

    private static ProblemHttpResult Problem(int status, string sentence) => TypedResults.Problem(sentence, statusCode: status);

    private static string AddressOf(HttpContext context) =>
        context.Connection.RemoteIpAddress is { } address ? (address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address).ToString() : "";
}
