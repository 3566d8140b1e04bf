using GlobalLb.Steering.Configuration;
using GlobalLb.Store.Edges;
using GlobalLb.Web.Live;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace GlobalLb.Web.Api;

/// <summary>Who answers, and from what.</summary>
internal static class EdgeRoutes
{
    public static void MapEdges(this IEndpointRouteBuilder api) => api.MapGet("/edges", AnswerAsync);

    private static async Task<IResult> AnswerAsync(EdgeList edges, TimeProvider clock, CancellationToken cancellation)
    {
        try
        {
            var known = await edges.ReadAsync(cancellation);
            var now = clock.GetUtcNow();
            return Results.Json(
                known.Select(edge => new
                {
                    edge.Name,
                    edge.Address,
                    edge.Program,
                    State = edge.StateAt(now),
                    edge.Since,
                    edge.SeenAt,
                    edge.Version,
                    edge.Sequence,
                    edge.HealthTakenAt,
                    edge.BehindSince,
                    edge.ResponsesPerSecond,
                }),
                ConfigurationJson.Options);
        }
        catch (Exception exception) when (DatabaseTrouble.Is(exception))
        {
            return ApiRoutes.Problem(StatusCodes.Status503ServiceUnavailable, DatabaseTrouble.Sentence);
        }
    }
}
