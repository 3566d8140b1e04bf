using GlobalLb.Store.People;
using GlobalLb.Web.Live;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace GlobalLb.Web.SignIn;

/// <summary>The page behind a set-up link: whoever holds the link chooses a name and a password, once.</summary>
public sealed partial class SetUpPage : ComponentBase
{
    private Role? _role;
    private string? _problem;

    [CascadingParameter]
    private HttpContext Context { get; set; } = null!;

    [SupplyParameterFromForm(FormName = "set-up")]
    private NameAndPassword Typed { get; set; } = null!;

    [SupplyParameterFromQuery]
    private string? Key { get; set; }

    [Inject]
    private PeopleStore People { get; set; } = null!;

    [Inject]
    private ILogger<SetUpPage> Log { get; set; } = null!;

    [Inject]
    private NavigationManager Navigation { get; set; } = null!;

    /// <inheritdoc/>
    protected override async Task OnInitializedAsync()
    {
        Typed ??= new NameAndPassword();
        try
        {
            if (Key is { Length: > 0 and < 200 }) _role = await People.CheckSetUpLinkAsync(Key, Context.RequestAborted);
        }
        catch (Exception exception) when (DatabaseTrouble.Is(exception))
        {
            _problem = DatabaseTrouble.Sentence;
        }
    }

    private async Task SetUpAsync()
    {
        if (_role is null) return;
        var name = Typed.Name?.Trim();
        _problem = Passwords.FindProblem(name) ?? Passwords.FindProblem(Typed.NewPassword, Typed.Repeated);
        if (_problem is not null) return;
        try
        {
            var hash = Passwords.Hash(Typed.NewPassword!);
            if (await People.UseSetUpLinkAsync(Key!, name!, hash, Context.RequestAborted) is not { } person)
            {
                _role = null;
                return;
            }

            await Context.SignInAsync(Sessions.MakePrincipal(person, hash));
            Log.SetUp(person.Name, person.Role.ToString(), Context.Connection.RemoteIpAddress?.ToString() ?? "");
        }
        catch (NameTakenException taken)
        {
            _problem = taken.Message;
            return;
        }
        catch (Exception exception) when (DatabaseTrouble.Is(exception))
        {
            _problem = DatabaseTrouble.Sentence;
            return;
        }

        Navigation.NavigateTo("/");
    }
}
