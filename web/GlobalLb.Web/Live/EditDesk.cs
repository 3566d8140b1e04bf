using System.Security.Claims;
using GlobalLb.Steering.Configuration;
using GlobalLb.Steering.Validation;
using GlobalLb.Store.Configurations;
using GlobalLb.Store.People;
using GlobalLb.Web.SignIn;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.Extensions.Logging;

namespace GlobalLb.Web.Live;

/// <summary>
/// Where every edit from a page or the API passes: it asks the store, at the moment of the edit, whether the person still may, signs the
/// edit with their name, and waits until the pages show it.
/// </summary>
internal sealed class EditDesk(
    ConfigurationEdit edit, Sessions sessions, AuthenticationStateProvider authentication, LiveView live, ILogger<EditDesk> log)
{
    private static readonly TimeSpan Arrival = TimeSpan.FromSeconds(3);

    /// <summary>Changes the configuration.</summary>
    /// <param name="expected">The version the person saw.</param>
    /// <param name="comment">What the list of versions will say, such as <c>drain region eu-west</c>.</param>
    /// <param name="change">Makes the new document from the newest.</param>
    /// <param name="isConfirmed">Whether the person was asked, and said that much may go.</param>
    public Task<EditOutcome> ApplyAsync(
        long expected, string comment, Func<ConfigurationDocument, ConfigurationDocument> change, bool isConfirmed = false) =>
        DoAsync(expected, comment, isConfirmed, request => edit.ApplyAsync(request, change));

    /// <summary>Makes an earlier version's document the newest again; the person was asked.</summary>
    public Task<EditOutcome> RestoreAsync(long expected, long version) =>
        DoAsync(expected, $"restore version {version}", isConfirmed: true, request => edit.RestoreAsync(request, version));

    /// <summary>Changes whatever version is the newest, for a request of the API.</summary>
    /// <param name="principal">Who asks.</param>
    /// <param name="comment">What the list of versions will say.</param>
    /// <param name="change">Makes the new document from the newest.</param>
    public Task<EditOutcome> ApplyToNewestAsync(ClaimsPrincipal principal, string comment, Func<ConfigurationDocument, ConfigurationDocument> change) =>
        DoAsync(principal, comment, person => edit.ApplyToNewestAsync(person.Name, comment, change));

    private async Task<EditOutcome> DoAsync(long expected, string comment, bool isConfirmed, Func<EditRequest, Task<EditOutcome>> run) =>
        await DoAsync((await authentication.GetAuthenticationStateAsync()).User, comment, person => run(new EditRequest(person.Name, comment, expected, isConfirmed) { Places = live.State.Places }));

    private async Task<EditOutcome> DoAsync(ClaimsPrincipal principal, string comment, Func<Person, Task<EditOutcome>> run)
    {
        try
        {
            if (await sessions.FindNowAsync(principal) is not { } person)
                return Refuse("you are signed out; sign in again");
            if (person.Role < Role.Operator)
                return Refuse("you may look, not edit; an administrator can give you the role of an operator");

            var outcome = await run(person);
            if (outcome is EditOutcome.Accepted accepted)
            {
                log.Edited(person.Name, accepted.Version, comment);
                await live.WaitForAsync(accepted.Version, Arrival);
            }

            return outcome;
        }
        catch (Exception exception) when (DatabaseTrouble.Is(exception))
        {
            return new EditOutcome.Unavailable(DatabaseTrouble.Sentence);
        }
    }

    private static EditOutcome.Rejected Refuse(string sentence) => new([new Problem("", sentence)]);
}
