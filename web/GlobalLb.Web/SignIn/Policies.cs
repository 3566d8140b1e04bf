using GlobalLb.Store.People;
using Microsoft.AspNetCore.Authorization;

namespace GlobalLb.Web.SignIn;

/// <summary>What pages and routes ask of a person; a viewer is anybody who is signed in.</summary>
internal static class Policies
{
    public const string Operator = "operator";
    public const string Administrator = "administrator";

    public static void Add(AuthorizationOptions options)
    {
        options.AddPolicy(Operator, policy => policy.RequireRole(nameof(Role.Operator), nameof(Role.Administrator)));
        options.AddPolicy(Administrator, policy => policy.RequireRole(nameof(Role.Administrator)));
    }
}
