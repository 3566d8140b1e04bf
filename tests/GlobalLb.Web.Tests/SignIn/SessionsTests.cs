using System.Security.Claims;
using GlobalLb.Store.People;
using GlobalLb.Web.SignIn;

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

    private static IEnumerable<string> Claims(string hash) => Sessions.MakePrincipal(Ann, hash).Claims.Select(claim => claim.ToString());
}
