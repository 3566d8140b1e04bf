using GlobalLb.Store.Tables;
using Microsoft.EntityFrameworkCore;

namespace GlobalLb.Store.Configurations;

/// <summary>Reads the versions of the configuration.</summary>
/// <param name="contexts">Where contexts come from.</param>
public sealed class ConfigurationVersions(IDbContextFactory<GlobalLbContext> contexts)
{
    /// <summary>The newest version, or null when nothing was written yet.</summary>
    public async Task<ConfigurationVersion?> NewestAsync(CancellationToken cancellation = default) =>
        await NewerAsync(0, cancellation);

    /// <summary>That version, or null when there is none.</summary>
    public async Task<ConfigurationVersion?> FindAsync(long version, CancellationToken cancellation = default)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellation);
        var row = await context.Versions.AsNoTracking().SingleOrDefaultAsync(row => row.Version == version, cancellation);
        return row?.ToVersion();
    }

    /// <summary>The version that was the newest at <paramref name="moment"/>, or null when nothing was written by then.</summary>
    public async Task<ConfigurationVersion?> AtAsync(DateTimeOffset moment, CancellationToken cancellation = default)
    {
        var utc = moment.ToUniversalTime();
        await using var context = await contexts.CreateDbContextAsync(cancellation);
        var row = await context.Versions.AsNoTracking()
            .Where(row => row.CreatedAt <= utc)
            .OrderByDescending(row => row.Version)
            .FirstOrDefaultAsync(cancellation);
        return row?.ToVersion();
    }

    /// <summary>The newest versions, newest first.</summary>
    /// <param name="take">How many at most.</param>
    /// <param name="before">Only versions older than this one; null: from the newest on.</param>
    /// <param name="cancellation">Ends the reading.</param>
    public async Task<IReadOnlyList<VersionSummary>> ListAsync(int take, long? before, CancellationToken cancellation = default)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellation);
        return await context.Versions.AsNoTracking()
            .Where(row => before == null || row.Version < before)
            .OrderByDescending(row => row.Version)
            .Take(take)
            .Select(row => new VersionSummary(row.Version, row.Author, row.Comment, row.CreatedAt))
            .ToListAsync(cancellation);
    }

    /// <summary>The newest version when it is newer than <paramref name="than"/>, else null.</summary>
    internal async Task<ConfigurationVersion?> NewerAsync(long than, CancellationToken cancellation)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellation);
        var row = await context.Versions.AsNoTracking()
            .Where(row => row.Version > than)
            .OrderByDescending(row => row.Version)
            .FirstOrDefaultAsync(cancellation);
        return row?.ToVersion();
    }
}
