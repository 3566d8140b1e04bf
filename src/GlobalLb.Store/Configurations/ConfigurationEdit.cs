using GlobalLb.Steering.Configuration;
using GlobalLb.Steering.Simulating;
using GlobalLb.Steering.Snapshots;
using GlobalLb.Steering.Validation;
using GlobalLb.Store.Tables;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace GlobalLb.Store.Configurations;

/// <summary>The one way to change the configuration: a unit of work that ends in a new version or in nothing.</summary>
/// <param name="contexts">Where contexts come from.</param>
/// <param name="versions">Finds the version to restore.</param>
/// <param name="clock">Stamps versions.</param>
public sealed class ConfigurationEdit(IDbContextFactory<GlobalLbContext> contexts, ConfigurationVersions versions, TimeProvider clock)
{
    /// <summary>Changes the version the author knew; outdated when there is a newer one.</summary>
    /// <param name="request">Who, why, and on which version.</param>
    /// <param name="change">Makes the new document from the newest; called at most once. What it throws is thrown on.</param>
    /// <param name="cancellation">Gives up before anything is stored.</param>
    public Task<EditOutcome> ApplyAsync(
        EditRequest request, Func<ConfigurationDocument, ConfigurationDocument> change, CancellationToken cancellation = default) =>
        ApplyAsync(request, request.ExpectedVersion, change, cancellation);

    /// <summary>Changes whatever version is the newest: for machines, such as the end of a drill.</summary>
    /// <param name="author">Who edits.</param>
    /// <param name="comment">What the author says about it; may be empty.</param>
    /// <param name="change">Makes the new document from the newest; called at most once. What it throws is thrown on.</param>
    /// <param name="cancellation">Gives up before anything is stored.</param>
    public Task<EditOutcome> ApplyToNewestAsync(
        string author,
        string comment,
        Func<ConfigurationDocument, ConfigurationDocument> change,
        CancellationToken cancellation = default) => ApplyAsync(new EditRequest(author, comment, 0), null, change, cancellation);

    /// <summary>Makes the document of an earlier version the newest again: an edit like any other.</summary>
    /// <param name="request">Who, why, and on which version.</param>
    /// <param name="version">The version whose document is wanted; rejected with a sentence when there is none.</param>
    /// <param name="cancellation">Gives up before anything is stored.</param>
    public async Task<EditOutcome> RestoreAsync(EditRequest request, long version, CancellationToken cancellation = default)
    {
        try
        {
            // A version never changes, so it may be read outside of the edit's transaction.
            return await versions.FindAsync(version, cancellation) is { } earlier
                ? await ApplyAsync(request, _ => earlier.Document, cancellation)
                : new EditOutcome.Rejected([new Problem("version", $"there is no version {version} to restore; choose one from the list of versions")]);
        }
        catch (Exception exception) when (Absence.Explains(exception))
        {
            return Unavailable(exception, isCommitting: false);
        }
    }

    private async Task<EditOutcome> ApplyAsync(
        EditRequest request,
        long? expected,
        Func<ConfigurationDocument, ConfigurationDocument> change,
        CancellationToken cancellation)
    {
        var isCommitting = false;
        try
        {
            await using var context = await contexts.CreateDbContextAsync(cancellation);
            await using var transaction = await context.Database.BeginTransactionAsync(cancellation);
            var head = await LockHeadAsync(context, cancellation);
            if (expected is { } known && known != head.Version) return new EditOutcome.Outdated(head.Version);

            var before = await ReadAsync(context, head.Version, cancellation);
            var after = change(before);
            var document = ConfigurationJson.Write(after);
            if (document == ConfigurationJson.Write(before)) return new EditOutcome.Unchanged(head.Version);
            var problems = ConfigurationValidation.Check(after, clock.GetUtcNow());
            if (problems.IsEmpty) problems = ExpectationCheck.Check(after, clock.GetUtcNow(), request.Places, before);
            if (problems.Length > 0) return new EditOutcome.Rejected(problems);
            if (SnapshotGuard.CheckSize(before, after, request.IsConfirmed) is { } loss) return new EditOutcome.Rejected([new Problem(EditOutcome.SizePath, loss)]);

            await RowProjection.ProjectAsync(context, after, cancellation);
            head.Version++;
            context.Versions.Add(new ConfigurationVersionRow
            {
                Version = head.Version,
                Document = document,
                Author = request.Author,
                Comment = request.Comment,
                CreatedAt = clock.GetUtcNow(),
            });
            await context.SaveChangesAsync(cancellation);
            await context.Database.ExecuteSqlAsync($"SELECT pg_notify({Channels.Configuration}, {head.Version}::text)", cancellation);
            // From here on giving up would leave everybody guessing.
            isCommitting = true;
            await transaction.CommitAsync(CancellationToken.None);
            return new EditOutcome.Accepted(head.Version);
        }
        catch (Exception exception) when (Absence.Explains(exception))
        {
            return Unavailable(exception, isCommitting);
        }
        catch (DbUpdateException exception) when (exception.InnerException is PostgresException
        {
            SqlState: PostgresErrorCodes.UntranslatableCharacter or PostgresErrorCodes.CharacterNotInRepertoire
        })
        {
            return new EditOutcome.Rejected([new Problem("", "a text holds the character NUL, which cannot be stored; remove it")]);
        }
    }

    private static async Task<ConfigurationHeadRow> LockHeadAsync(GlobalLbContext context, CancellationToken cancellation)
    {
        var rows = await context.Heads
            .FromSqlRaw($"SELECT one_row, version FROM {GlobalLbContext.Schema}.configuration_head FOR UPDATE")
            .ToListAsync(cancellation);
        return rows.Single();
    }

    private static async Task<ConfigurationDocument> ReadAsync(GlobalLbContext context, long version, CancellationToken cancellation) =>
        version == 0
            ? ConfigurationDocument.Empty
            : ConfigurationJson.Read(await context.Versions
                .Where(row => row.Version == version).Select(row => row.Document).SingleAsync(cancellation));

    private static EditOutcome.Unavailable Unavailable(Exception exception, bool isCommitting) => new(
        isCommitting
            ? $"The database was lost while storing the edit ({Absence.Describe(exception)}); look at the list of versions before trying again."
            : $"The database cannot be asked now ({Absence.Describe(exception)}); nothing was changed, try again when it is back.");
}
