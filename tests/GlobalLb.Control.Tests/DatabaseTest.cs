using System.Net;
using GlobalLb.Store;
using GlobalLb.Store.Configurations;
using GlobalLb.Store.Tests;
using GlobalLb.Tests;
using GlobalLb.Vantage;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace GlobalLb.Control.Tests;

/// <summary>A test with a migrated database of its own, and Controls on it.</summary>
[Collection(PostgresTests.Name)]
public abstract class DatabaseTest(PostgresFixture postgres) : IAsyncLifetime, IDisposable
{
    private readonly List<IHost> _hosts = [];
    private ServiceProvider? _store;

    protected Heard Heard { get; } = new();

    protected string ConnectionString { get; private set; } = "";

    public async Task InitializeAsync()
    {
        ConnectionString = await postgres.CreateDatabaseAsync();
        _store = new ServiceCollection().AddGlobalLbStore(ConnectionString).BuildServiceProvider();
    }

    public virtual async Task DisposeAsync()
    {
        foreach (var host in _hosts) await StopAsync(host);
        await _store!.DisposeAsync();
    }

    public void Dispose()
    {
        Heard.Dispose();
        GC.SuppressFinalize(this);
    }

    protected T Get<T>()
        where T : notnull => _store!.GetRequiredService<T>();

    protected async Task<object?> AskAsync(string sql)
    {
        await using var command = Get<NpgsqlDataSource>().CreateCommand(sql);
        return await command.ExecuteScalarAsync();
    }

    /// <summary>Nobody can be reached: connections end, and new ones are refused.</summary>
    protected async Task TakeAwayAsync()
    {
        for (var isAway = false; !isAway;)
        {
            await OutsideAsync($"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{Name}'");
            try
            {
                await OutsideAsync($"ALTER DATABASE {Name} RENAME TO {Name}_away");
                isAway = true;
            }
            catch (PostgresException failure) when (failure.SqlState == PostgresErrorCodes.ObjectInUse)
            {
                // Somebody was faster to come back.
            }
        }
    }

    protected async Task BringBackAsync()
    {
        await OutsideAsync($"ALTER DATABASE {Name}_away RENAME TO {Name}");
        Get<NpgsqlDataSource>().Clear(); // of connections that ended
    }

    // What is probed in tests is on this machine.
    private static VantageOptions Here { get; } = new() { Allowed = [IPNetwork.Parse("127.0.0.0/8"), IPNetwork.Parse("::1/128")], MostPerAddress = 1000 };

    protected async Task<long> WriteAsync(Func<Steering.Configuration.ConfigurationDocument, Steering.Configuration.ConfigurationDocument> change) =>
        Assert.IsType<EditOutcome.Accepted>(await Get<ConfigurationEdit>().ApplyToNewestAsync("test", "", change)).Version;

    protected async Task<IHost> StartAsync(TimeProvider? time = null, ControlOptions? options = null)
    {
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings { DisableDefaults = true });
        builder.Logging.AddProvider(Heard);
        builder.Logging.AddFilter("Quartz", LogLevel.Error).AddFilter("Microsoft", LogLevel.Error).AddFilter("Npgsql", LogLevel.None);
        if (time is not null) builder.Services.AddSingleton(time);
        builder.Services.AddGlobalLbStore(ConnectionString).AddGlobalLbControl((options ?? new ControlOptions()) with { Probing = Here }, time);
        var host = builder.Build();
        _hosts.Add(host);
        await host.StartAsync();
        return host;
    }

    protected static async Task StopAsync(IHost host)
    {
        await host.StopAsync();
        if (host is IAsyncDisposable disposable) await disposable.DisposeAsync();
    }

    private string Name => new NpgsqlConnectionStringBuilder(ConnectionString).Database!;

    private async Task OutsideAsync(string sql)
    {
        var settings = new NpgsqlConnectionStringBuilder(ConnectionString) { Database = "postgres", Pooling = false };
        await using var source = NpgsqlDataSource.Create(settings.ConnectionString);
        await using var command = source.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }
}
