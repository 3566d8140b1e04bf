using System.Collections.Immutable;
using System.Text.Json;
using GlobalLb.Steering.Configuration;
using GlobalLb.Steering.Simulating;
using GlobalLb.Steering.Snapshots;
using GlobalLb.Steering.Validation;
using GlobalLb.Store.Configurations;
using GlobalLb.Web.Live;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace GlobalLb.Web.Api;

/// <summary>Questions to the evaluator: explain, simulate, check; of now, or of any version or moment.</summary>
internal static class AskRoutes
{
    // Two million lines of a place and a number.
    private const long MostTrafficOctets = 64 << 20;

    private static readonly JsonSerializerOptions Json = ConfigurationJson.Options;

    public static void MapAsking(this IEndpointRouteBuilder api)
    {
        api.MapGet("/explain", ExplainAsync);
        api.MapGet("/simulate", (LiveView live, SnapshotArchive archive, TimeProvider clock, string[]? down, double? share, int? seed, string? at, CancellationToken cancellation) =>
            SimulateAsync(live, archive, clock, new Played(down ?? [], share ?? 0, seed ?? 1, null), at, cancellation));
        api.MapPost("/simulate", SimulateTrafficAsync);
        api.MapGet("/check", (LiveView live, SnapshotArchive archive, TimeProvider clock, string? at, CancellationToken cancellation) => AskAsync(
            live, archive, clock, at,
            asked => Results.Json(new { Expectations = ExpectationCheck.Find(asked.Document, asked.Time, live.State.Places), Warnings = Lints.Find(asked.Document).AddRange(MaintenanceLints.Find(asked.Document, asked.Time)) }, Json), cancellation));
    }

    private static Task<IResult> ExplainAsync(
        LiveView live, SnapshotArchive archive, TimeProvider clock, string? name, string? type, string? client, string? subnet, string[]? down, string? at, CancellationToken cancellation) => AskAsync(
        live, archive, clock, at,
        asked =>
        {
            var (explanation, problem) = new ExplainQuestion(name, type, client, subnet, string.Join(' ', down ?? [])).Answer(asked.Snapshot, asked.Document);
            if (explanation is null) return ApiRoutes.Problem(StatusCodes.Status400BadRequest, problem!);
            if (asked.HealthBehind(explanation) is not { } then) return Results.Json(explanation, Json);
            var told = JsonSerializer.SerializeToNode(explanation, Json)!.AsObject();
            told["then"] = JsonSerializer.SerializeToNode(then, Json);
            return Results.Json(told, Json);
        },
        cancellation);

    // The body: observed traffic, a line 'place,number' each.
    private static async Task<IResult> SimulateTrafficAsync(
        HttpRequest request, LiveView live, SnapshotArchive archive, TimeProvider clock, string[]? down, double? share, int? seed, string? at, CancellationToken cancellation)
    {
        if (request.ContentLength is null or > MostTrafficOctets) return ApiRoutes.Problem(StatusCodes.Status413PayloadTooLarge, $"Traffic may be {MostTrafficOctets >> 20} MB, and its length must be said.");
        using var reader = new StreamReader(request.Body);
        var places = TrafficText.Parse(await reader.ReadToEndAsync(cancellation), out var problems);
        return problems.Count > 0
            ? Results.ValidationProblem(new Dictionary<string, string[]> { ["traffic"] = [.. problems] })
            : await SimulateAsync(live, archive, clock, new Played(down ?? [], share ?? 0, seed ?? 1, places), at, cancellation);
    }

    private static Task<IResult> SimulateAsync(LiveView live, SnapshotArchive archive, TimeProvider clock, Played played, string? at, CancellationToken cancellation) => AskAsync(
        live, archive, clock, at,
        asked =>
        {
            var fault = Fault.Of(played.Down, asked.Document, out var problems);
            if (problems.Count > 0) return Results.ValidationProblem(new Dictionary<string, string[]> { ["down"] = [.. problems] });
            if (played.Share is not (>= 0 and <= 100)) return Results.ValidationProblem(new Dictionary<string, string[]> { ["share"] = ["write a number of percent, 0 to 100"] });
            fault = fault.WithRandom(played.Share, played.Seed, asked.Document);
            var places = played.Traffic ?? ClientPlace.AllOf(asked.Document, asked.Snapshot);
            return Results.Json(Simulation.Play(asked.Snapshot, asked.Document, fault, places, played.Traffic is not null, asksForLosses: true), Json);
        },
        cancellation);

    private static async Task<IResult> AskAsync(
        LiveView live, SnapshotArchive archive, TimeProvider clock, string? at, Func<ArchivedSnapshot, IResult> answer, CancellationToken cancellation)
    {
        if (!SnapshotMoment.TryParse(at, out _, out var wrong)) return ApiRoutes.Problem(StatusCodes.Status400BadRequest, wrong);
        var (asked, problem) = await PastQuestion.ReadAsync(live.State, archive, clock, at, cancellation);
        return asked is not null ? answer(asked)
            : ApiRoutes.Problem(problem == DatabaseTrouble.Sentence ? StatusCodes.Status503ServiceUnavailable : StatusCodes.Status404NotFound, problem!);
    }

    private sealed record Played(string[] Down, double Share, int Seed, ImmutableArray<ClientPlace>? Traffic);
}
