using GlobalLb.Migrations;
using GlobalLb.Store.Embedded;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;

namespace GlobalLb.Store.Tests;

/// <summary>One cluster for all tests, and a migrated database that new ones are copied from.</summary>
public sealed class PostgresFixture : IAsyncLifetime, IDisposable
{
    private const string Template = "migrated";

    private TemporaryFolder? _folder;
    private EmbeddedPostgres? _postgres;

    public async Task InitializeAsync()
    {
        _folder = new TemporaryFolder();
        _postgres = await EmbeddedPostgres.StartAsync(new EmbeddedPostgresOptions(_folder.Path), NullLogger.Instance);
        await ExecuteAsync($"CREATE DATABASE {Template}");
        await Migrator.MigrateAsync(ConnectionTo(Template, isPooling: false));
    }

    public async Task DisposeAsync()
    {
        if (_postgres is not null) await _postgres.DisposeAsync();
    }

    public void Dispose() => _folder?.Dispose();

    /// <summary>A new database; empty, or with all tables.</summary>
    public async Task<string> CreateDatabaseAsync(bool isMigrated = true)
    {
        var name = $"test_{Guid.NewGuid():N}";
        await ExecuteAsync($"CREATE DATABASE {name}{(isMigrated ? $" TEMPLATE {Template}" : "")}");
        return ConnectionTo(name, isPooling: true);
    }

    private string ConnectionTo(string database, bool isPooling) =>
        new NpgsqlConnectionStringBuilder(_postgres!.ConnectionString) { Database = database, Pooling = isPooling, MaxPoolSize = 5 }.ConnectionString;

    private async Task ExecuteAsync(string sql)
    {
        await using var source = NpgsqlDataSource.Create(ConnectionTo("postgres", isPooling: false));
        await using var command = source.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }
}

[CollectionDefinition(Name)]
public sealed class PostgresTests : ICollectionFixture<PostgresFixture>
{
    public const string Name = "PostgreSQL";
}
