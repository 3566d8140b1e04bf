using GlobalLb.Steering.Health;
using GlobalLb.Store.Configurations;
using GlobalLb.Store.People;
using GlobalLb.Web.Live;
using GlobalLb.Web.SignIn;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace GlobalLb.Web.Api;

/// <summary>Confirms a freeze: an edit by whoever may edit. A cookie that another site sends along never gets here (SameSite).</summary>
internal static class FreezeRoutes
{
    public static void MapFreeze(this IEndpointRouteBuilder api) => api.MapPost("/freeze/confirm", ConfirmAsync);

    private static async Task<IResult> ConfirmAsync(HttpContext context, LiveView live, Sessions sessions, ConfigurationEdit edits, TimeProvider clock, CancellationToken cancellation)
    {
        try
        {
            if (await sessions.FindNowAsync(context.User, cancellation) is not { Role: >= Role.Operator } person)
                return ApiRoutes.Problem(StatusCodes.Status403Forbidden, "Only operators and administrators may confirm a freeze.");
            if (!FreezeGuard.IsFreeze(live.State.Health.Held)) return ApiRoutes.Problem(StatusCodes.Status409Conflict, "Nothing is frozen, so there is nothing to confirm.");
            return await edits.ApplyToNewestAsync(person.Name, "confirm the freeze", document => document.WithFreezeConfirmed(clock.GetUtcNow()), cancellation) switch
            {
                EditOutcome.Accepted accepted => Results.Json(new { accepted.Version }),
                EditOutcome.Rejected rejected => ApiRoutes.Problem(StatusCodes.Status409Conflict, rejected.Problems[0].ToString()),
                EditOutcome.Unavailable unavailable => ApiRoutes.Problem(StatusCodes.Status503ServiceUnavailable, unavailable.Reason),
                EditOutcome.Unchanged => ApiRoutes.Problem(StatusCodes.Status409Conflict, "It was confirmed a moment ago; what is down is about to go."),
                _ => ApiRoutes.Problem(StatusCodes.Status409Conflict, "Somebody confirmed it at the same moment."),
            };
        }
        catch (Exception failure) when (DatabaseTrouble.Is(failure))
        {
            return ApiRoutes.Problem(StatusCodes.Status503ServiceUnavailable, DatabaseTrouble.Sentence);
        }
    }
}
