using GlobalLb.Web.Live;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace GlobalLb.Web.SignIn;

/// <summary>The page where people sign in: a plain form, before any circuit.</summary>
public sealed partial class SignInPage : ComponentBase
{
    private string? _problem;

    [CascadingParameter]
    private HttpContext Context { get; set; } = null!;

    [SupplyParameterFromForm(FormName = "sign-in")]
    private NameAndPassword Typed { get; set; } = null!;

    [SupplyParameterFromQuery]
    private string? ReturnUrl { get; set; }

    [Inject]
    private Passwords Passwords { get; set; } = null!;

    [Inject]
    private ILogger<SignInPage> Log { get; set; } = null!;

    [Inject]
    private NavigationManager Navigation { get; set; } = null!;

    /// <inheritdoc/>
    protected override void OnInitialized() => Typed ??= new NameAndPassword();

    private async Task SignInAsync()
    {
        var address = Context.Connection.RemoteIpAddress?.ToString() ?? "";
        (Store.People.Person Person, string Hash)? found;
        try
        {
            found = await Passwords.CheckAsync(Typed.Name?.Trim(), Typed.Password, Context.RequestAborted);
        }
        catch (Exception exception) when (DatabaseTrouble.Is(exception))
        {
            _problem = "The database cannot be reached, so nobody can sign in now. Answers and probes go on.";
            return;
        }

        if (found is not { } known)
        {
            Log.SignInFailed(address);
            _problem = "That name and password do not go together.";
            return;
        }

        await Context.SignInAsync(Sessions.MakePrincipal(known.Person, known.Hash));
        Log.SignedIn(known.Person.Name, address);
        Navigation.NavigateTo(LocalAddress.Of(ReturnUrl));
    }
}
