using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using GlobalLb.Store.Tables;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace GlobalLb.Store.People;

/// <summary>Who may sign in, and the links that let the first of them in. Passwords arrive hashed.</summary>
/// <param name="contexts">Where contexts come from.</param>
/// <param name="clock">Stamps people, and says when a link is over.</param>
public sealed class People(IDbContextFactory<GlobalLbContext> contexts, TimeProvider clock)
{
    private const int TokenLength = 32;

    /// <summary>Whether there is anybody at all.</summary>
    public async Task<bool> AnyAsync(CancellationToken cancellation = default)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellation);
        return await context.People.AnyAsync(cancellation);
    }

    /// <summary>Everybody, by name.</summary>
    public async Task<IReadOnlyList<Person>> ListAsync(CancellationToken cancellation = default)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellation);
        var rows = await context.People.AsNoTracking().OrderBy(row => row.Name.ToLower()).ToListAsync(cancellation);
        return [.. rows.Select(row => row.ToPerson())];
    }

    /// <summary>The person of that name, in whatever case, with the hash of the password; null when there is none.</summary>
    public async Task<(Person Person, string PasswordHash)?> FindAsync(string name, CancellationToken cancellation = default)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellation);
        // The database lowers both sides, as its index does: it has one idea of case, and we might have another.
        var row = await context.People
            .FromSql($"SELECT * FROM globallb.people WHERE lower(name) = lower({name})")
            .AsNoTracking()
            .SingleOrDefaultAsync(cancellation);
        return row is null ? null : (row.ToPerson(), row.PasswordHash);
    }

    /// <summary>Lets somebody in.</summary>
    /// <exception cref="NameTakenException">The name is taken.</exception>
    public async Task<Person> AddAsync(string name, string passwordHash, Role role, CancellationToken cancellation = default)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellation);
        return await AddAsync(context, name, passwordHash, role, cancellation);
    }

    /// <summary>Changes what a person may do; nothing happens when there is no such person.</summary>
    public Task SetRoleAsync(Guid id, Role role, CancellationToken cancellation = default) =>
        ChangeAsync(id, row => row.Role = role, cancellation);

    /// <summary>Keeps a person out, or lets them in again; nothing happens when there is no such person.</summary>
    public Task SetDisabledAsync(Guid id, bool isDisabled, CancellationToken cancellation = default) =>
        ChangeAsync(id, row => row.Disabled = isDisabled, cancellation);

    /// <summary>Changes a person's password; nothing happens when there is no such person.</summary>
    public Task SetPasswordAsync(Guid id, string passwordHash, CancellationToken cancellation = default) =>
        ChangeAsync(id, row => row.PasswordHash = passwordHash, cancellation);

    /// <summary>Makes a link that lets one person in, once. Earlier unused links for administrators are withdrawn by a new one.</summary>
    /// <param name="role">What that person may do.</param>
    /// <param name="lifetime">For how long it can be used.</param>
    /// <param name="cancellation">Gives up before anything is stored.</param>
    /// <returns>The secret token; only its SHA-256 is stored.</returns>
    public async Task<string> CreateSetUpLinkAsync(Role role, TimeSpan lifetime, CancellationToken cancellation = default)
    {
        var token = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(TokenLength));
        await using var context = await contexts.CreateDbContextAsync(cancellation);
        await using var transaction = await context.Database.BeginTransactionAsync(cancellation);
        if (role == Role.Administrator)
            await context.SetUpLinks.Where(row => row.Role == role && row.UsedAt == null).ExecuteDeleteAsync(cancellation);
        context.SetUpLinks.Add(new SetUpLinkRow { TokenHash = Hash(token), Role = role, ExpiresAt = clock.GetUtcNow() + lifetime });
        await context.SaveChangesAsync(cancellation);
        await transaction.CommitAsync(cancellation);
        return token;
    }

    /// <summary>The role a link gives; null when it is unknown, used or over.</summary>
    public async Task<Role?> CheckSetUpLinkAsync(string token, CancellationToken cancellation = default)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellation);
        return (await Usable(context, token).AsNoTracking().SingleOrDefaultAsync(cancellation))?.Role;
    }

    /// <summary>Uses a link up and lets its person in, both or neither; null when it is unknown, used or over.</summary>
    /// <exception cref="NameTakenException">The name is taken; the link can still be used.</exception>
    public async Task<Person?> UseSetUpLinkAsync(
        string token, string name, string passwordHash, CancellationToken cancellation = default)
    {
        var now = clock.GetUtcNow();
        await using var context = await contexts.CreateDbContextAsync(cancellation);
        await using var transaction = await context.Database.BeginTransactionAsync(cancellation);
        var link = await Usable(context, token).AsNoTracking().SingleOrDefaultAsync(cancellation);
        // Of two who use it at once, the second waits for the first here, and then finds it used.
        var used = await Usable(context, token).ExecuteUpdateAsync(row => row.SetProperty(link => link.UsedAt, now), cancellation);
        if (link is null || used == 0) return null;
        var person = await AddAsync(context, name, passwordHash, link.Role, cancellation);
        await transaction.CommitAsync(cancellation);
        return person;
    }

    private IQueryable<SetUpLinkRow> Usable(GlobalLbContext context, string token)
    {
        var hash = Hash(token);
        var now = clock.GetUtcNow();
        return context.SetUpLinks.Where(row => row.TokenHash == hash && row.UsedAt == null && row.ExpiresAt > now);
    }

    private async Task<Person> AddAsync(
        GlobalLbContext context, string name, string passwordHash, Role role, CancellationToken cancellation)
    {
        var row = new PersonRow
        {
            Id = Guid.CreateVersion7(clock.GetUtcNow()),
            Name = name,
            PasswordHash = passwordHash,
            Role = role,
            CreatedAt = clock.GetUtcNow(),
        };
        context.People.Add(row);
        try
        {
            await context.SaveChangesAsync(cancellation);
        }
        catch (DbUpdateException exception) when (exception.InnerException is PostgresException
        {
            SqlState: PostgresErrorCodes.UniqueViolation
        })
        {
            throw new NameTakenException(name);
        }

        return row.ToPerson();
    }

    private async Task ChangeAsync(Guid id, Action<PersonRow> change, CancellationToken cancellation)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellation);
        if (await context.People.FindAsync([id], cancellation) is not { } row) return;
        change(row);
        await context.SaveChangesAsync(cancellation);
    }

    private static byte[] Hash(string token) => SHA256.HashData(Encoding.UTF8.GetBytes(token));
}
