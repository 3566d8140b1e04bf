using GlobalLb.Steering.Configuration;
using GlobalLb.Store.Health;
using GlobalLb.Web.Live;
using GlobalLb.Web.Pages.History;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace GlobalLb.Web.Api;

/// <summary>The history as files, streamed however long they are.</summary>
internal static class HistoryRoutes
{
    public static void MapHistory(this IEndpointRouteBuilder api)
    {
        foreach (var (name, kind) in Kinds)
        {
            Map(api, $"{name}.csv", kind, HistoryFormat.Csv);
            Map(api, $"{name}.json", kind, HistoryFormat.Json);
            Map(api, $"{name}.jsonl", kind, HistoryFormat.JsonLines);
        }

        api.MapGet("/history/availability", AvailabilityAsync);
    }

    private static readonly (string Name, HistoryKind Kind)[] Kinds =
        [("transitions", HistoryKind.Transitions), ("roll-ups", HistoryKind.RollUps), ("outcomes", HistoryKind.Outcomes), ("incidents", HistoryKind.Incidents)];

    // What is up, down and left of the error budget; the objective in percent.
    private static async Task<IResult> AvailabilityAsync(
        AvailabilityHistory history, TimeProvider clock, string? from, string? to, string? region, string? pool, string? endpoint, string? zone, double? objective, CancellationToken cancellation)
    {
        var problems = new Dictionary<string, string[]>();
        var range = new HistoryQuestion(from, to, region, endpoint, pool, null, zone).Read(clock.GetUtcNow(), problems);
        var share = (objective ?? 99.9) / 100;
        if (share is not (> 0 and < 1)) problems["objective"] = ["Write a number of percent above 0 and below 100, such as 99.9."];
        if (problems.Count > 0) return Results.ValidationProblem(problems);
        try
        {
            var figures = await history.ReadAsync(range!, cancellation);
            return Results.Json(figures.Select(one => AvailabilityFigures.Of(one, share)), ConfigurationJson.Options);
        }
        catch (Exception exception) when (DatabaseTrouble.Is(exception))
        {
            return ApiRoutes.Problem(StatusCodes.Status503ServiceUnavailable, DatabaseTrouble.Sentence);
        }
    }

    private static void Map(IEndpointRouteBuilder api, string file, HistoryKind kind, HistoryFormat format) => api.MapGet(
        $"/history/{file}",
        async (HttpContext context, HealthExport export, LiveView live, TimeProvider clock, string? from, string? to, string? region, string? endpoint, string? pool, string? vantage, string? zone) =>
        {
            var problems = new Dictionary<string, string[]>();
            var question = new HistoryQuestion(from, to, region, endpoint, pool, vantage, zone);
            if (question.Read(clock.GetUtcNow(), problems) is not { } range)
            {
                await Results.ValidationProblem(problems).ExecuteAsync(context);
                return;
            }

            // A file begins with its head before the database is asked, so what is known already is said first.
            if (!live.State.Health.IsDatabaseReachable)
            {
                await ApiRoutes.Problem(StatusCodes.Status503ServiceUnavailable, DatabaseTrouble.Sentence).ExecuteAsync(context);
                return;
            }

            var response = context.Response;
            response.ContentType = format switch { HistoryFormat.Csv => "text/csv; charset=utf-8", HistoryFormat.JsonLines => "application/jsonl", _ => "application/json" };
            response.Headers.ContentDisposition = $"attachment; filename=\"globallb-{file}\"";
            response.Headers.CacheControl = "no-store";
            try
            {
                await export.WriteAsync(kind, format, range, response.Body, zone: question.FindZone(), cancellation: context.RequestAborted);
            }
            catch (Exception exception) when (DatabaseTrouble.Is(exception) && !response.HasStarted)
            {
                response.Clear();
                await ApiRoutes.Problem(StatusCodes.Status503ServiceUnavailable, DatabaseTrouble.Sentence).ExecuteAsync(context);
            }
            catch (Exception exception) when (DatabaseTrouble.Is(exception))
            {
                // Half a file is on its way already; a broken connection is the only honest end.
                context.Abort();
            }
        });
}
