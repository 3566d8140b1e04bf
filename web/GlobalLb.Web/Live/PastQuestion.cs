using GlobalLb.Store.Configurations;

namespace GlobalLb.Web.Live;

/// <summary>Finds the snapshot that a question is about: the live one, or that of a version or moment.</summary>
internal static class PastQuestion
{
    /// <summary>The snapshot, or a sentence that says why there is none.</summary>
    /// <param name="state">The present.</param>
    /// <param name="archive">The past.</param>
    /// <param name="clock">Says what now is.</param>
    /// <param name="at">A version or a time; empty: now.</param>
    /// <param name="cancellation">Gives up.</param>
    public static async Task<(ArchivedSnapshot? Found, string? Problem)> ReadAsync(
        LiveState state, SnapshotArchive archive, TimeProvider clock, string? at, CancellationToken cancellation = default)
    {
        if (!SnapshotMoment.TryParse(at, out var moment, out var problem)) return (null, problem);
        if (moment == SnapshotMoment.Now)
        {
            return state.Snapshot is { } snapshot
                ? (new ArchivedSnapshot(await archive.WithAliasesAsync(snapshot, cancellation), state.Document, clock.GetUtcNow()), null)
                : (null, "There is no configuration yet.");
        }

        try
        {
            return await archive.FindAsync(moment, state.Places, cancellation) is { } found ? (found, null)
                : (null, moment.Version is { } version ? $"There is no version {version}." : $"Nothing was configured by {moment.Time:u}.");
        }
        catch (Exception exception) when (DatabaseTrouble.Is(exception))
        {
            return (null, DatabaseTrouble.Sentence);
        }
        catch (InvalidOperationException exception)
        {
            // Stored documents are valid, so this is for one that another release stored.
            return (null, $"That configuration does not compile: {exception.Message}.");
        }
    }
}
