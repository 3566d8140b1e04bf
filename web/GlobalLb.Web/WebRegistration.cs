using GlobalLb.Web.Api;
using GlobalLb.Web.Live;
using GlobalLb.Web.SignIn;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Radzen;

namespace GlobalLb.Web;

/// <summary>Makes the pages and the REST API known to a program.</summary>
public static class WebRegistration
{
    private static readonly TimeSpan SessionLength = TimeSpan.FromHours(8);

    /// <summary>Adds what the pages need. The store is added by the program.</summary>
    /// <param name="services">The program's parts.</param>
    /// <param name="options">Where the pages run.</param>
    public static IServiceCollection AddGlobalLbWeb(this IServiceCollection services, WebOptions options)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton<LiveView>();
        services.AddHostedService(provider => provider.GetRequiredService<LiveView>());
        services.AddSingleton<Passwords>();
        services.AddSingleton<Sessions>();
        services.AddSingleton<LoadReports>();
        services.AddSingleton<RecentView>();
        services.AddScoped<EditDesk>();
        services.AddRadzenComponents();
        services.AddRazorComponents().AddInteractiveServerComponents();
        services.AddCascadingAuthenticationState();
        services.AddScoped<AuthenticationStateProvider, SessionRevalidation>();
        services.AddAuthorization(Policies.Add);
        services.AddRateLimiter(SignInLimits.Add);
        services.AddProblemDetails();
        var secure = options.IsSecure ? CookieSecurePolicy.Always : CookieSecurePolicy.SameAsRequest;
        services.AddAntiforgery(antiforgery =>
        {
            antiforgery.Cookie.Name = "globallb-form";
            antiforgery.Cookie.SecurePolicy = secure;
            antiforgery.Cookie.SameSite = SameSiteMode.Strict;
        });
        services.AddAuthentication(CookieAuthenticationDefaults.AuthenticationScheme).AddCookie(cookie => Configure(cookie, secure));
        KeepKeys(services, options.KeysFolder);
        return services;
    }

    /// <summary>Maps the pages, their files, the REST API below <c>/api/v1</c> and <c>/healthz</c>.</summary>
    public static void MapGlobalLbWeb(this WebApplication app)
    {
        app.UseSecurityHeaders();
        // Only for people: programs get the bare status. Routing comes after it, so that the page for it is found.
        app.UseWhen(IsForPeople, people => people.UseStatusCodePagesWithReExecute("/not-found"));
        app.UseRouting();
        app.UseAuthentication();
        app.UseAuthorization();
        app.UseRateLimiter();
        app.UseAntiforgery();
        app.MapStaticAssets().AllowAnonymous();
        // Also the circuit: who is not signed in gets none. Only the pages that let people in say otherwise.
        app.MapRazorComponents<App>()
            .AddInteractiveServerRenderMode(server => server.ContentSecurityFrameAncestorsPolicy = null)
            .RequireAuthorization();
        app.MapSignOut();
        app.MapApi();
    }

    private static bool IsForPeople(HttpContext context) =>
        HttpMethods.IsGet(context.Request.Method)
        && !context.Request.Path.StartsWithSegments("/api")
        && context.Request.Headers.Accept.ToString().Contains("text/html", StringComparison.OrdinalIgnoreCase);

    private static void Configure(CookieAuthenticationOptions cookie, CookieSecurePolicy secure)
    {
        cookie.Cookie.Name = "globallb";
        cookie.Cookie.HttpOnly = true;
        // Lax, not Strict: a link to a page of ours, from a mail or a chat, must find the person signed in. Nothing changes by GET.
        cookie.Cookie.SameSite = SameSiteMode.Lax;
        cookie.Cookie.SecurePolicy = secure;
        cookie.ExpireTimeSpan = SessionLength;
        cookie.SlidingExpiration = true;
        cookie.LoginPath = "/sign-in";
        cookie.AccessDeniedPath = "/not-allowed";
        cookie.ReturnUrlParameter = "returnUrl";
        cookie.Events.OnRedirectToLogin = context => RedirectOr(context, StatusCodes.Status401Unauthorized);
        cookie.Events.OnRedirectToAccessDenied = context => RedirectOr(context, StatusCodes.Status403Forbidden);
        cookie.Events.OnValidatePrincipal = async context =>
        {
            var sessions = context.HttpContext.RequestServices.GetRequiredService<Sessions>();
            var principal = await sessions.CheckAsync(context.Principal!, context.HttpContext.RequestAborted);
            if (principal is null)
            {
                context.RejectPrincipal();
                await context.HttpContext.SignOutAsync();
            }
            else if (!ReferenceEquals(principal, context.Principal))
            {
                context.ReplacePrincipal(principal);
                context.ShouldRenew = true;
            }
        };
    }

    // Programs want to be told; a sign-in page would look to them like an answer.
    private static Task RedirectOr(RedirectContext<CookieAuthenticationOptions> context, int status)
    {
        var path = context.Request.Path;
        if (path.StartsWithSegments("/api") || path.StartsWithSegments("/_blazor")) context.Response.StatusCode = status;
        else context.Response.Redirect(context.RedirectUri);
        return Task.CompletedTask;
    }

    private static void KeepKeys(IServiceCollection services, string? folder)
    {
        var keys = services.AddDataProtection().SetApplicationName("globallb");
        if (folder is null) return;
        var place = OperatingSystem.IsWindows()
            ? Directory.CreateDirectory(folder)
            : Directory.CreateDirectory(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        keys.PersistKeysToFileSystem(place);
    }
}
