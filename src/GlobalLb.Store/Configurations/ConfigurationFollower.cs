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
    /// <summary>
    /// The newest version, then every newer newest: never a backlog, never an older one. A lost database is waited for, for
    /// ever; it ends only by <paramref name="cancellation"/>, which it throws.
    /// </summary>
    public IAsyncEnumerable<ConfigurationVersion> FollowAsync(CancellationToken cancellation = default) =>
        throw new NotImplementedException($"{source}{versions}{log}");
}
