using Microsoft.AspNetCore.Builder;

namespace GlobalLb.Web.SignIn;

/// <summary>
/// What every response tells browsers: scripts only from us and none inline, so that a name somebody managed to store can never
/// run; no frames, no guessing of types, no addresses of ours to other sites.
/// </summary>
internal static class SecurityHeaders
{
    // Styles inline: the components set sizes by style attributes. Connections to 'self' include the page's own WebSocket.
    private const string ContentSecurity =
        "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; font-src 'self'; "
        + "connect-src 'self'; form-action 'self'; base-uri 'self'; frame-ancestors 'none'";

    public static void UseSecurityHeaders(this IApplicationBuilder app) => app.Use((context, next) =>
    {
        var headers = context.Response.Headers;
        headers.ContentSecurityPolicy = ContentSecurity;
        headers.XContentTypeOptions = "nosniff";
        headers.XFrameOptions = "DENY";
        headers["Referrer-Policy"] = "no-referrer";
        headers["Permissions-Policy"] = "camera=(), geolocation=(), microphone=()";
        return next(context);
    });
}
