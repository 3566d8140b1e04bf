using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;

namespace GlobalLb.Web.SignIn;

/// <summary>Signing out is a form's POST with its token: no link or image of another site can do it.</summary>
internal static class SignOutRoute
{
    public static void MapSignOut(this IEndpointRouteBuilder routes) => routes.MapPost("/sign-out", async (HttpContext context, [FromForm] string? next) =>
    {
        await context.SignOutAsync();
        return Results.LocalRedirect(LocalAddress.Of(next ?? "/sign-in"));
    });
}
