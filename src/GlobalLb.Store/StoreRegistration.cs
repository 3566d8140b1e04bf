using GlobalLb.Store.Alerts;
using GlobalLb.Store.Aliases;
using GlobalLb.Store.Configurations;
using GlobalLb.Store.Cookies;
using GlobalLb.Store.Edges;
using GlobalLb.Store.Health;
using GlobalLb.Store.Leading;
using GlobalLb.Store.Tables;
using GlobalLb.Store.Vantages;
using GlobalLb.Store.Working;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace GlobalLb.Store;

/// <summary>Makes the store known to a program.</summary>
public static class StoreRegistration
{
    /// <summary>Adds everything the store offers, as singletons.</summary>
    /// <param name="services">The program's parts; <see cref="TimeProvider"/> and logging are added when missing.</param>
    /// <param name="connectionString">How to reach the database, as Npgsql reads it.</param>
    /// <exception cref="ArgumentException">The connection string cannot be read.</exception>
    public static IServiceCollection AddGlobalLbStore(this IServiceCollection services, string connectionString)
    {
        // Read now, not at the first use: a mistyped connection string is a matter of starting.
        var settings = new NpgsqlConnectionStringBuilder(connectionString) { ApplicationName = "globallb" };
        services.AddLogging();
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton(provider => new NpgsqlDataSourceBuilder(settings.ConnectionString)
            .UseLoggerFactory(provider.GetRequiredService<ILoggerFactory>())
            .Build());
        services.AddDbContextFactory<GlobalLbContext>((provider, options) => options
            .UseNpgsql(provider.GetRequiredService<NpgsqlDataSource>(), npgsql => npgsql
                .MigrationsAssembly("GlobalLb.Migrations")
                .MigrationsHistoryTable("migrations", GlobalLbContext.Schema))
            // Migrations are written by hand, without the snapshot this compares with; a test compares with the database instead.
            .ConfigureWarnings(warnings => warnings.Ignore(RelationalEventId.PendingModelChangesWarning)));
        services.AddSingleton<ConfigurationVersions>();
        services.AddSingleton<ConfigurationEdit>();
        services.AddSingleton<ConfigurationFollower>();
        services.AddSingleton<HealthHistory>();
        services.AddSingleton<HistoryUpkeep>();
        services.AddSingleton<IncidentHistory>();
        services.AddSingleton<AvailabilityHistory>();
        services.AddSingleton<HealthExport>();
        services.AddSingleton<CurrentHealth>();
        services.AddSingleton<RecentHealth>();
        services.AddSingleton<SnapshotArchive>();
        services.AddSingleton<People.People>();
        services.AddSingleton<ControlLease>();
        services.AddSingleton<SystemIdentity>();
        services.AddSingleton<LastGoodAliases>();
        services.AddSingleton<CookieSecretStore>();
        services.AddSingleton<VantagesSeen>();
        services.AddSingleton<WorkLedger>();
        services.AddSingleton<RollUpRepair>();
        services.AddSingleton<ProbeWarnings>();
        services.AddSingleton<EdgeList>();
        services.AddSingleton<AlertBook>();
        return services;
    }
}
