using System.Collections.Concurrent;
using System.Security.Claims;
using System.Security.Cryptography;
using System.Text;
using GlobalLb.Store.People;
using GlobalLb.Web.Live;
using Microsoft.AspNetCore.Authentication.Cookies;

namespace GlobalLb.Web.SignIn;

/// <summary>
/// Who is signed in. A cookie says who, the store says whether that still holds: a disabled person, a new password or another
/// role count within seconds, not when the cookie ends.
/// </summary>
internal sealed class Sessions(PeopleStore people, TimeProvider clock)
{
    private const string Stamp = "globallb:stamp";
    private static readonly TimeSpan Remembered = TimeSpan.FromSeconds(15);

    // Bounded by the number of people: only names of valid cookies come here.
    private readonly ConcurrentDictionary<string, (DateTimeOffset At, (Person Person, string PasswordHash)? Found)> _found = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>What the cookie will hold.</summary>
    public static ClaimsPrincipal MakePrincipal(Person person, string passwordHash) => new(new ClaimsIdentity(
        [
            new Claim(ClaimTypes.NameIdentifier, person.Id.ToString()),
            new Claim(ClaimTypes.Name, person.Name),
            new Claim(ClaimTypes.Role, person.Role.ToString()),
            new Claim(Stamp, MakeStamp(passwordHash)),
        ],
        CookieAuthenticationDefaults.AuthenticationScheme));

    /// <summary>The person as the store knows them at this moment; null when the session is over.</summary>
    /// <exception cref="Exception">The database is away (<see cref="DatabaseTrouble"/>).</exception>
    public async Task<Person?> FindNowAsync(ClaimsPrincipal principal, CancellationToken cancellation = default)
    {
        if (principal.Identity is not { IsAuthenticated: true, Name: { } name }) return null;
        var found = await people.FindAsync(name, cancellation);
        _found[name] = (clock.GetUtcNow(), found);
        return Match(principal, found);
    }

    /// <summary>Whether a session still holds, asked at most every few seconds; a database that is away ends no session.</summary>
    /// <returns>The principal to go on with – a new one when the role is another – or null when the session is over.</returns>
    public async Task<ClaimsPrincipal?> CheckAsync(ClaimsPrincipal principal, CancellationToken cancellation = default)
    {
        if (principal.Identity is not { IsAuthenticated: true, Name: { } name }) return null;
        try
        {
            if (!_found.TryGetValue(name, out var known) || clock.GetUtcNow() - known.At > Remembered)
            {
                await FindNowAsync(principal, cancellation);
                known = _found[name];
            }

            if (Match(principal, known.Found) is not { } person) return null;
            return principal.IsInRole(person.Role.ToString()) ? principal : MakePrincipal(person, known.Found!.Value.PasswordHash);
        }
        catch (Exception exception) when (DatabaseTrouble.Is(exception))
        {
            return principal;
        }
    }

    /// <summary>What was remembered of a person is old.</summary>
    public void Forget(string name) => _found.TryRemove(name, out _);

    private static Person? Match(ClaimsPrincipal principal, (Person Person, string PasswordHash)? found) =>
        found is { Person.IsDisabled: false } known
        && principal.FindFirstValue(ClaimTypes.NameIdentifier) == known.Person.Id.ToString()
        && principal.FindFirstValue(Stamp) == MakeStamp(known.PasswordHash)
            ? known.Person
            : null;

    // A new password makes another stamp, so sessions of the old one end. The hash itself stays out of cookies.
    private static string MakeStamp(string passwordHash) => Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(passwordHash)));
}
