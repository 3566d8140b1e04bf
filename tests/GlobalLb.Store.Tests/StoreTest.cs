using GlobalLb.Store.Tables;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace GlobalLb.Store.Tests;

/// <summary>A test with a migrated database of its own.</summary>
[Collection(PostgresTests.Name)]
public abstract class StoreTest(PostgresFixture postgres) : IAsyncLifetime
{
    private ServiceProvider? _provider;

    protected string ConnectionString { get; private set; } = "";

    protected SteppedClock Clock { get; } = new(new DateTimeOffset(2026, 11, 20, 12, 0, 0, TimeSpan.Zero));

    public virtual async Task InitializeAsync()
    {
        ConnectionString = await postgres.CreateDatabaseAsync();
        _provider = Open();
    }

    public virtual async Task DisposeAsync() => await _provider!.DisposeAsync();

    /// <summary>What one program has; a second call is a second program.</summary>
    protected ServiceProvider Open() =>
        new ServiceCollection().AddSingleton<TimeProvider>(Clock).AddGlobalLbStore(ConnectionString).BuildServiceProvider();

    protected T Get<T>()
        where T : notnull => _provider!.GetRequiredService<T>();

    protected Task<GlobalLbContext> OpenContextAsync() => Get<IDbContextFactory<GlobalLbContext>>().CreateDbContextAsync();

    protected async Task<object?> ExecuteAsync(string sql)
    {
        await using var command = Get<NpgsqlDataSource>().CreateCommand(sql);
        return await command.ExecuteScalarAsync();
    }
}
