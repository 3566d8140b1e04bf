using System.Runtime.CompilerServices;
using System.Text.Json;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace GlobalLb.Store.Configurations;

/// <summary>Tells of new versions as they come.</summary>
/// <param name="source">Where connections come from.</param>
/// <param name="versions">Reads the versions.</param>
/// <param name="log">Says when the database is lost and found.</param>
public sealed class ConfigurationFollower(
    NpgsqlDataSource source, ConfigurationVersions versions, ILogger<ConfigurationFollower> log)
{
    /// <summary>How long to wait for a notification before looking anyway.</summary>
    internal TimeSpan Poll { get; init; } = Channels.Poll;

    /// <summary>
    /// The newest version, then every newer newest: never a backlog, never an older one. A lost database is waited for, for
    /// ever; it ends only by <paramref name="cancellation"/>, which it throws.
    /// </summary>
    public async IAsyncEnumerable<ConfigurationVersion> FollowAsync([EnumeratorCancellation] CancellationToken cancellation = default)
    {
        await using var listener = new ChangeListener(source, Channels.Configuration, Poll, log);
        var last = 0L;
        while (true)
        {
            var newer = await listener.WaitAsync(cancellation) ? await ReadNewerAsync(last, cancellation) : null;
            if (newer is null) continue;
            last = newer.Version;
            yield return newer;
        }
    }

    private async Task<ConfigurationVersion?> ReadNewerAsync(long than, CancellationToken cancellation)
    {
        try
        {
            return await versions.NewerAsync(than, cancellation);
        }
        catch (Exception exception) when (Absence.Explains(exception))
        {
            return null; // the listener notices too, says so, and waits
        }
        catch (JsonException exception)
        {
            // Written by a newer program than we are: what is in force stays so until we are replaced as well.
            log.VersionUnreadable(exception.Message);
            return null;
        }
    }
}
