using GlobalLb.Store.People;
using GlobalLb.Web.Live;
using GlobalLb.Web.SignIn;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;

namespace GlobalLb.Web.Pages.People;

/// <summary>Lets administrators let people in, keep them out, and change what they may do.</summary>
public sealed partial class PeoplePage : ComponentBase
{
    private const int LinkHours = 24;

    private IReadOnlyList<Person> _people = [];
    private Guid _self;
    private Role _newRole = Role.Viewer;
    private string? _link, _problem;

    [Inject]
    private PeopleStore People { get; set; } = null!;

    [Inject]
    private Sessions Sessions { get; set; } = null!;

    [Inject]
    private AuthenticationStateProvider Authentication { get; set; } = null!;

    [Inject]
    private NavigationManager Navigation { get; set; } = null!;

    /// <inheritdoc/>
    protected override Task OnInitializedAsync() => DoAsync(_ => Task.CompletedTask);

    private Task SetRoleAsync(Person person, ChangeEventArgs change) => DoAsync(async self =>
    {
        if (person.Id == self.Id || !Enum.TryParse<Role>(change.Value as string, out var role)) return;
        await People.SetRoleAsync(person.Id, role);
        Sessions.Forget(person.Name);
    });

    private Task SetDisabledAsync(Person person, bool isDisabled) => DoAsync(async self =>
    {
        // Nobody locks themselves out, so there is always an administrator left.
        if (person.Id == self.Id) return;
        await People.SetDisabledAsync(person.Id, isDisabled);
        Sessions.Forget(person.Name);
    });

    private Task MakeLinkAsync() => DoAsync(async _ =>
    {
        var key = await People.CreateSetUpLinkAsync(_newRole, TimeSpan.FromHours(LinkHours));
        _link = Navigation.ToAbsoluteUri($"set-up?key={Uri.EscapeDataString(key)}").ToString();
    });

    // The role is asked of the store at the moment of acting; that the page was reached proves only what held then.
    private async Task DoAsync(Func<Person, Task> act)
    {
        try
        {
            var principal = (await Authentication.GetAuthenticationStateAsync()).User;
            if (await Sessions.FindNowAsync(principal) is not { Role: Role.Administrator } self)
            {
                (_people, _link, _problem) = ([], null, "Only administrators may do that.");
                return;
            }

            await act(self);
            (_self, _people, _problem) = (self.Id, await People.ListAsync(), null);
        }
        catch (Exception exception) when (DatabaseTrouble.Is(exception))
        {
            _problem = DatabaseTrouble.Sentence;
        }
    }
}
