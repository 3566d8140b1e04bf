using Microsoft.Extensions.Logging;

namespace GlobalLb.Store.Embedded;

/// <summary>
/// A private PostgreSQL on a unix socket, started with the first program that needs it and stopped with the last. Programs
/// find each other by file locks, which the kernel lets go of however a program ends.
/// </summary>
public sealed class EmbeddedPostgres : IAsyncDisposable
{
    private EmbeddedPostgres(string connectionString, string dataFolder, bool startedByUs) =>
        (ConnectionString, DataFolder, StartedByUs) = (connectionString, dataFolder, startedByUs);

    /// <summary>How to connect to it.</summary>
    public string ConnectionString { get; }

    /// <summary>Where the cluster lives.</summary>
    public string DataFolder { get; }

    /// <summary>Whether no other program was using it when we came: we started it, or found it left behind by a killed one.</summary>
    public bool StartedByUs { get; }

    /// <summary>Starts the cluster, making it first when there is none, or joins it when it runs.</summary>
    /// <exception cref="StartFailure">It cannot run; the message says what to do.</exception>
    public static Task<EmbeddedPostgres> StartAsync(
        EmbeddedPostgresOptions options, ILogger log, CancellationToken cancellation = default) =>
        throw new NotImplementedException($"{new EmbeddedPostgres(options.Folder, options.Folder, true)}{log}");

    /// <summary>Checks a server of the operator's own: reachable, and PostgreSQL 14 or newer.</summary>
    /// <exception cref="StartFailure">It is not; the message says what to do.</exception>
    public static Task CheckServerAsync(string connectionString, CancellationToken cancellation = default) =>
        throw new NotImplementedException();

    /// <summary>Leaves the cluster, and stops it when nobody else uses it.</summary>
    public ValueTask DisposeAsync() => throw new NotImplementedException();
}
