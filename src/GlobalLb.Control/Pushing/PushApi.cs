using System.Security.Cryptography;
using System.Text;
using GlobalLb.Steering.Configuration;
using GlobalLb.Vantage.Kinds;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace GlobalLb.Control.Pushing;

/// <summary>Where endpoints report of themselves, for probes of the kind push: <c>POST /push/v1/{endpoint}?well=&amp;probe=&amp;note=</c>, without a body.</summary>
public static class PushApi
{
    /// <summary>Maps it, when Control was given a key.</summary>
    public static void MapGlobalLbPush(this IEndpointRouteBuilder routes)
    {
        if (routes.ServiceProvider.GetRequiredService<ControlOptions>().Probing.PushKey is not { } key) return;
        routes.ServiceProvider.GetRequiredService<PushDesk>().IsOpen = true;
        routes.MapPost("/push/v1/{endpoint}", (HttpRequest request, PushDesk desk, string endpoint, bool? well, string? probe, string? note) =>
            Take(key, request, desk, new EndpointCode(endpoint), well ?? true, probe ?? "", note)).AllowAnonymous();
    }

    private static IResult Take(string key, HttpRequest request, PushDesk desk, EndpointCode endpoint, bool isWell, string probe, string? note)
    {
        if (!IsFrom(endpoint, key, request)) return TypedResults.Unauthorized();
        return desk.TryTake(endpoint, probe, isWell, note)
            ? TypedResults.NoContent()
            : TypedResults.Problem($"No report of '{endpoint}' is waited for here: it has no probe of the kind push called '{probe}', or another Control leads.", statusCode: StatusCodes.Status404NotFound);
    }

    private static bool IsFrom(EndpointCode endpoint, string key, HttpRequest request) => CryptographicOperations.FixedTimeEquals(
        SHA256.HashData(Encoding.UTF8.GetBytes(request.Headers.Authorization.ToString())),
        SHA256.HashData(Encoding.UTF8.GetBytes($"Bearer {PushToken.Of(key, endpoint)}")));
}
