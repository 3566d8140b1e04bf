using GlobalLb.Migrations;
using GlobalLb.Store;
using GlobalLb.Store.Embedded;
using Microsoft.Extensions.Logging.Abstractions;

namespace GlobalLb.Server.Running;

/// <summary>An opened database: somebody's server, or our private one, which ends with us when we started it.</summary>
internal sealed class Database : IAsyncDisposable
{
    private readonly EmbeddedPostgres? _embedded;

    private Database(string connectionString, EmbeddedPostgres? embedded)
    {
        ConnectionString = connectionString;
        _embedded = embedded;
    }

    /// <summary>How to reach it.</summary>
    public string ConnectionString { get; }

    /// <summary>What to call it to a person.</summary>
    public string Description => _embedded is null ? "your PostgreSQL" : $"a private PostgreSQL in {_embedded.DataFolder}";

    /// <summary>Opens the database and brings its schema up to date.</summary>
    /// <param name="postgres">A connection string, or null for the private one.</param>
    /// <param name="folder">The data folder.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <param name="logger">Hears of the private one's start.</param>
    /// <exception cref="StartFailure">It cannot be had; the message says what to do.</exception>
    public static async Task<Database> OpenAsync(string? postgres, string folder, CancellationToken cancellation, ILogger? logger = null)
    {
        var database = await ReachAsync(postgres, folder, logger ?? NullLogger.Instance, cancellation);
        try
        {
            await Migrator.MigrateAsync(database.ConnectionString, cancellation);
            return database;
        }
        catch
        {
            await database.DisposeAsync();
            throw;
        }
    }

    /// <summary>Opens the database as it is.</summary>
    public static async Task<Database> ReachAsync(string? postgres, string folder, ILogger logger, CancellationToken cancellation)
    {
        if (postgres is not null)
        {
            await EmbeddedPostgres.CheckServerAsync(postgres, cancellation);
            return new Database(postgres, null);
        }

        var embedded = await EmbeddedPostgres.StartAsync(new EmbeddedPostgresOptions(folder), logger, cancellation);
        return new Database(embedded.ConnectionString, embedded);
    }

    /// <summary>The store on this database, for commands that run without a host.</summary>
    public ServiceProvider Store() => new ServiceCollection()
        .AddLogging(logging => logging.SetMinimumLevel(LogLevel.None))
        .AddGlobalLbStore(ConnectionString)
        .BuildServiceProvider();

    public ValueTask DisposeAsync() => _embedded?.DisposeAsync() ?? ValueTask.CompletedTask;
}
