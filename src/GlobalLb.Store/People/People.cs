using GlobalLb.Store.Tables;
using Microsoft.EntityFrameworkCore;

namespace GlobalLb.Store.People;

/// <summary>Who may sign in, and the links that let the first of them in. Passwords arrive hashed.</summary>
/// <param name="contexts">Where contexts come from.</param>
/// <param name="clock">Stamps people, and says when a link is over.</param>
public sealed class People(IDbContextFactory<GlobalLbContext> contexts, TimeProvider clock)
{
    /// <summary>Whether there is anybody at all.</summary>
    public Task<bool> AnyAsync(CancellationToken cancellation = default) => throw new NotImplementedException($"{contexts}{clock}");

    /// <summary>Everybody, by name.</summary>
    public Task<IReadOnlyList<Person>> ListAsync(CancellationToken cancellation = default) =>
        throw new NotImplementedException($"{contexts}{clock}");

    /// <summary>The person of that name, in whatever case, with the hash of the password; null when there is none.</summary>
    public Task<(Person Person, string PasswordHash)?> FindAsync(string name, CancellationToken cancellation = default) =>
        throw new NotImplementedException($"{contexts}{clock}");

    /// <summary>Lets somebody in.</summary>
    /// <exception cref="NameTakenException">The name is taken.</exception>
    public Task<Person> AddAsync(string name, string passwordHash, Role role, CancellationToken cancellation = default) =>
        throw new NotImplementedException($"{contexts}{clock}");

    /// <summary>Changes what a person may do; nothing happens when there is no such person.</summary>
    public Task SetRoleAsync(Guid id, Role role, CancellationToken cancellation = default) =>
        throw new NotImplementedException($"{contexts}{clock}");

    /// <summary>Keeps a person out, or lets them in again; nothing happens when there is no such person.</summary>
    public Task SetDisabledAsync(Guid id, bool isDisabled, CancellationToken cancellation = default) =>
        throw new NotImplementedException($"{contexts}{clock}");

    /// <summary>Changes a person's password; nothing happens when there is no such person.</summary>
    public Task SetPasswordAsync(Guid id, string passwordHash, CancellationToken cancellation = default) =>
        throw new NotImplementedException($"{contexts}{clock}");

    /// <summary>Makes a link that lets one person in, once. Earlier unused links for administrators are withdrawn by a new one.</summary>
    /// <param name="role">What that person may do.</param>
    /// <param name="lifetime">For how long it can be used.</param>
    /// <param name="cancellation">Gives up before anything is stored.</param>
    /// <returns>The secret token; only its SHA-256 is stored.</returns>
    public Task<string> CreateSetUpLinkAsync(Role role, TimeSpan lifetime, CancellationToken cancellation = default) =>
        throw new NotImplementedException($"{contexts}{clock}");

    /// <summary>The role a link gives; null when it is unknown, used or over.</summary>
    public Task<Role?> CheckSetUpLinkAsync(string token, CancellationToken cancellation = default) =>
        throw new NotImplementedException($"{contexts}{clock}");

    /// <summary>Uses a link up and lets its person in, both or neither; null when it is unknown, used or over.</summary>
    /// <exception cref="NameTakenException">The name is taken; the link can still be used.</exception>
    public Task<Person?> UseSetUpLinkAsync(
        string token, string name, string passwordHash, CancellationToken cancellation = default) =>
        throw new NotImplementedException($"{contexts}{clock}");
}
