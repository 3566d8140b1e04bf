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
        Map(api, "transitions.csv", HistoryKind.Transitions, HistoryFormat.Csv);
        Map(api, "transitions.json", HistoryKind.Transitions, HistoryFormat.Json);
        Map(api, "roll-ups.csv", HistoryKind.RollUps, HistoryFormat.Csv);
        Map(api, "roll-ups.json", HistoryKind.RollUps, HistoryFormat.Json);
    }

    private static void Map(IEndpointRouteBuilder api, string file, HistoryKind kind, HistoryFormat format) => api.MapGet(
        $"/history/{file}",
        async (HttpContext context, HealthExport export, LiveView live, TimeProvider clock, string? from, string? to, string? region, string? endpoint) =>
        {
            var problems = new Dictionary<string, string[]>();
            if (new HistoryQuestion(from, to, region, endpoint).Read(clock.GetUtcNow(), problems) is not { } range)
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
            response.ContentType = format == HistoryFormat.Csv ? "text/csv; charset=utf-8" : "application/json";
            response.Headers.ContentDisposition = $"attachment; filename=\"globallb-{file}\"";
            response.Headers.CacheControl = "no-store";
            try
            {
                await export.WriteAsync(kind, format, range, response.Body, null, context.RequestAborted);
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
