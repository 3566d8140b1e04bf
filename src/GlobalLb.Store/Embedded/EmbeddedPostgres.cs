using Microsoft.Extensions.Logging;
using Npgsql;

namespace GlobalLb.Store.Embedded;

/// <summary>
/// A private PostgreSQL on a unix socket, started with the first program that needs it and stopped with the last. Programs
/// find each other by file locks, which the kernel lets go of however a program ends.
/// </summary>
public sealed class EmbeddedPostgres : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly ClusterFolder _folder;
    private readonly Cluster _cluster;
    private readonly string _socketFolder;
    private IDisposable? _use;

    private EmbeddedPostgres(ClusterFolder folder, Cluster cluster, IDisposable use, string socketFolder, bool startedByUs)
    {
        _folder = folder;
        _cluster = cluster;
        _use = use;
        _socketFolder = socketFolder;
        ConnectionString = ConnectionTo(socketFolder, Cluster.Name);
        StartedByUs = startedByUs;
    }

    /// <summary>How to connect to it.</summary>
    public string ConnectionString { get; }

    /// <summary>Where the cluster lives.</summary>
    public string DataFolder => _folder.Cluster;

    /// <summary>Whether no other program was using it when we came: we started it, or found it left behind by a killed one.</summary>
    public bool StartedByUs { get; }

    /// <summary>Starts the cluster, making it first when there is none, or joins it when it runs.</summary>
    /// <exception cref="StartFailure">It cannot run; the message says what to do.</exception>
    public static async Task<EmbeddedPostgres> StartAsync(
        EmbeddedPostgresOptions options, ILogger log, CancellationToken cancellation = default)
    {
        var account = await ClusterAccount.FindAsync(options.Account, cancellation);
        var folder = await ClusterFolder.ChooseAsync(options.Folder, account, log, cancellation);
        var programs = await PostgresPrograms.FindAsync(options.BinFolder, folder.Version, cancellation);
        var cluster = new Cluster(folder, account, programs, log);

        using var turn = await FileLock.WaitExclusiveAsync(folder.TurnFile, cancellation);
        bool isAlone;
        using (var nobody = FileLock.TryExclusive(folder.UsersFile)) isAlone = nobody is not null;
        var use = FileLock.TryShared(folder.UsersFile)
            ?? throw new StartFailure($"The file {folder.UsersFile} is locked by a program that is not ours; end it, or choose another data folder.");
        try
        {
            await cluster.MakeAsync(cancellation);
            string socketFolder;
            if (cluster.FindServer() is null)
            {
                socketFolder = await folder.FindSocketFolderAsync(account, cancellation);
                await cluster.StartAsync(socketFolder, cancellation);
            }
            else
            {
                if (isAlone) log.ClusterAdopted(folder.Cluster);
                else log.ClusterJoined(folder.Cluster);
                socketFolder = cluster.FindSocketOfServer() ?? await folder.FindSocketFolderAsync(account, cancellation);
            }

            await MakeDatabaseAsync(socketFolder, folder, cancellation);
            return new EmbeddedPostgres(folder, cluster, use, socketFolder, isAlone);
        }
        catch
        {
            use.Dispose();
            throw;
        }
    }

    /// <summary>Checks a server of the operator's own: reachable, and PostgreSQL 14 or newer.</summary>
    /// <exception cref="StartFailure">It is not; the message says what to do.</exception>
    public static Task CheckServerAsync(string connectionString, CancellationToken cancellation = default) =>
        ServerCheck.RunAsync(connectionString, cancellation);

    /// <summary>Leaves the cluster, and stops it when nobody else uses it.</summary>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _use, null) is not { } use) return;
        using var turn = await FileLock.WaitExclusiveAsync(_folder.TurnFile, CancellationToken.None);
        use.Dispose();
        using var last = FileLock.TryExclusive(_folder.UsersFile);
        if (last is null) return;
        await _cluster.StopAsync();
        _folder.Leave(_socketFolder);
    }

    private static string ConnectionTo(string socketFolder, string database) => new NpgsqlConnectionStringBuilder
    {
        Host = socketFolder,
        Port = 5432,
        Username = Cluster.Name,
        Database = database,
        SslMode = SslMode.Disable,
        MaxPoolSize = 30, // of the 50 the server grants: commands beside a running program need some too
    }.ConnectionString;

    private static async Task MakeDatabaseAsync(string socketFolder, ClusterFolder folder, CancellationToken cancellation)
    {
        await using var source = NpgsqlDataSource.Create(
            new NpgsqlConnectionStringBuilder(ConnectionTo(socketFolder, "postgres")) { Pooling = false });
        await using var connection = await ConnectAsync(source, folder, cancellation);
        await using var find = new NpgsqlCommand($"SELECT 1 FROM pg_database WHERE datname = '{Cluster.Name}'", connection);
        if (await find.ExecuteScalarAsync(cancellation) is not null) return;
        await using var make = new NpgsqlCommand($"CREATE DATABASE {Cluster.Name}", connection);
        await make.ExecuteNonQueryAsync(cancellation);
    }

    // A server left behind may still be recovering from whatever killed its program.
    private static async Task<NpgsqlConnection> ConnectAsync(NpgsqlDataSource source, ClusterFolder folder, CancellationToken cancellation)
    {
        using var patience = new CancellationTokenSource(Patience);
        while (true)
        {
            try
            {
                return await source.OpenConnectionAsync(cancellation);
            }
            catch (Exception exception) when (Absence.Explains(exception))
            {
                if (patience.IsCancellationRequested)
                    throw new StartFailure($"The private PostgreSQL in {folder.Cluster} runs but does not answer ({Absence.Describe(exception)}); see its log in {folder.Cluster}/log.", exception);
                await Task.Delay(100, cancellation);
            }
        }
    }
}
