using GlobalLb.Web.Live;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Http;

namespace GlobalLb.Web.SignIn;

/// <summary>Where everybody changes their own password. A plain form, because the cookie is made anew with it.</summary>
public sealed partial class PasswordPage : ComponentBase
{
    private string? _problem;
    private bool _isDone;

    [CascadingParameter]
    private HttpContext Context { get; set; } = null!;

    [SupplyParameterFromForm(FormName = "password")]
    private NameAndPassword Typed { get; set; } = null!;

    [Inject]
    private PeopleStore People { get; set; } = null!;

    [Inject]
    private Passwords Passwords { get; set; } = null!;

    [Inject]
    private Sessions Sessions { get; set; } = null!;

    /// <inheritdoc/>
    protected override void OnInitialized() => Typed ??= new NameAndPassword();

    private async Task ChangeAsync()
    {
        _problem = Passwords.FindProblem(Typed.NewPassword, Typed.Repeated);
        if (_problem is not null) return;
        try
        {
            if (await Passwords.CheckAsync(Context.User.Identity?.Name, Typed.Password, Context.RequestAborted) is not { } known)
            {
                _problem = "The password you have is another one.";
                return;
            }

            var hash = Passwords.Hash(Typed.NewPassword!);
            await People.SetPasswordAsync(known.Person.Id, hash, Context.RequestAborted);
            Sessions.Forget(known.Person.Name);
            await Context.SignInAsync(Sessions.MakePrincipal(known.Person, hash));
            _isDone = true;
        }
        catch (Exception exception) when (DatabaseTrouble.Is(exception))
        {
            _problem = DatabaseTrouble.Sentence;
        }
    }
}
