using System.Text.Json;
using GlobalLb.Steering.Configuration;
using GlobalLb.Web.Live;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace GlobalLb.Web.Api;

/// <summary>The REST API: what programs ask of the present, for whoever is signed in, and what they report and confirm, for operators.</summary>
internal static class ApiRoutes
{
    private static readonly JsonSerializerOptions Json = ConfigurationJson.Options;

    public static void MapApi(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/healthz", () => Results.Text("ok\n")).AllowAnonymous();
        var api = routes.MapGroup("/api/v1").RequireAuthorization();
        api.MapGet("/configuration", Configuration);
        api.MapGet("/health", Health);
        api.MapGet("/failover-times", FailoverTimes);
        api.MapAsking();
        api.MapHistory();
        api.MapReporting();
        api.MapFreeze();
        api.MapJudging();
        api.MapEdges();
        // Without this, an address that is mistyped would be answered by a page.
        api.MapFallback("/{**rest}", () => Problem(StatusCodes.Status404NotFound, "There is no such part of the API."));
    }

    public static IResult Problem(int status, string sentence) => Results.Problem(sentence, statusCode: status);

    private static IResult Configuration(LiveView live) => live.State.Configuration is { } newest
        ? Results.Json(new { newest.Version, newest.Author, newest.Comment, newest.CreatedAt, newest.Document }, Json)
        : Problem(StatusCodes.Status404NotFound, "Nothing is written yet.");

    private static IResult FailoverTimes(LiveView live)
    {
        var document = live.State.Document;
        var inheritance = new ProbeInheritance(document);
        var names = document.Zones.SelectMany(zone => zone.SteeredNames.Select(name =>
            new { Zone = zone.Name, name.Name, Failover = FailoverTime.Of(document, inheritance, name), Sentence = FailoverTime.Say(FailoverTime.Of(document, inheritance, name)) }));
        return Results.Json(new { live.State.Version, FailoverTime.PublicationSeconds, Names = names }, Json);
    }

    private static IResult Health(LiveView live)
    {
        var state = live.State;
        return Results.Json(
            new
            {
                state.Version,
                state.Health.IsDatabaseReachable,
                state.Health.Held,
                state.Health.PublishedAt,
                Endpoints = state.Document.Pools.SelectMany(pool => pool.Endpoints.Select(endpoint => new
                {
                    endpoint.Code,
                    Pool = pool.Code,
                    pool.Region,
                    endpoint.Availability,
                    Health = state.Belief(endpoint.Code)?.Health ?? GlobalLb.Steering.Health.HealthState.Unknown,
                    state.Belief(endpoint.Code)?.Since,
                    state.Belief(endpoint.Code)?.Reason,
                    state.Belief(endpoint.Code)?.Vantage,
                })),
            },
            Json);
    }
}
