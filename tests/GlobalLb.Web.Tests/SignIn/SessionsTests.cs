using System.Security.Claims;
using GlobalLb.Store;
using GlobalLb.Store.People;
using GlobalLb.Web.Live;
using GlobalLb.Web.SignIn;
using Microsoft.Extensions.DependencyInjection;

namespace GlobalLb.Web.Tests.SignIn;

public sealed class SessionsTests
{
    private static readonly Person Ann = new(Guid.Parse("11111111-2222-3333-4444-555555555555"), "ann", Role.Operator, false, Sample.Noon);

    [Fact]
    public void A_principal_says_who_and_which_role()
    {
        var principal = Sessions.MakePrincipal(Ann, "hash");
        Assert.True(principal.Identity!.IsAuthenticated);
        Assert.Equal("ann", principal.Identity.Name);
        Assert.Equal(Ann.Id.ToString(), principal.FindFirstValue(ClaimTypes.NameIdentifier));
        Assert.True(principal.IsInRole("Operator"));
        Assert.False(principal.IsInRole("Administrator"));
    }

    [Fact]
    public void A_principal_never_holds_the_hash_of_the_password() =>
        Assert.DoesNotContain(Sessions.MakePrincipal(Ann, "the-stored-hash").Claims, claim => claim.Value.Contains("the-stored-hash", StringComparison.Ordinal));

    [Fact]
    public void Another_password_makes_another_principal()
    {
        Assert.Equal(Claims("one"), Claims("one"));
        Assert.NotEqual(Claims("one"), Claims("two"));
    }

    [Fact]
    public async Task A_database_that_is_away_ends_no_session()
    {
        await using var store = MakeStoreOfNothing();
        var principal = Sessions.MakePrincipal(Ann, "hash");
        Assert.Same(principal, await new Sessions(store.GetRequiredService<People>(), TimeProvider.System).CheckAsync(principal));
    }

    [Fact]
    public async Task What_is_asked_at_the_moment_of_an_edit_fails_with_the_database()
    {
        await using var store = MakeStoreOfNothing();
        var sessions = new Sessions(store.GetRequiredService<People>(), TimeProvider.System);
        var problem = await Assert.ThrowsAnyAsync<Exception>(() => sessions.FindNowAsync(Sessions.MakePrincipal(Ann, "hash")));
        Assert.True(DatabaseTrouble.Is(problem), problem.ToString());
    }

    [Fact]
    public async Task Nobody_signed_in_has_no_session_and_costs_no_question()
    {
        await using var store = MakeStoreOfNothing();
        var sessions = new Sessions(store.GetRequiredService<People>(), TimeProvider.System);
        Assert.Null(await sessions.CheckAsync(new ClaimsPrincipal(new ClaimsIdentity())));
        Assert.Null(await sessions.FindNowAsync(new ClaimsPrincipal(new ClaimsIdentity())));
    }

    // Nothing listens on port 1.
    private static ServiceProvider MakeStoreOfNothing() =>
        new ServiceCollection().AddGlobalLbStore("Host=127.0.0.1;Port=1;Timeout=5;Username=nobody").BuildServiceProvider();

    private static IEnumerable<string> Claims(string hash) => Sessions.MakePrincipal(Ann, hash).Claims.Select(claim => claim.ToString());
}
