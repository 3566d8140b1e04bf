using GlobalLb.Store;
using GlobalLb.Store.Tables;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace GlobalLb.Migrations;

/// <summary>Brings a database to the newest schema.</summary>
public static class Migrator
{
    // Any number will do, as long as it stays: it is what two programs that migrate at once meet at.
    private const long Turn = 0x676C6C62_6D696772;

    /// <summary>Applies the migrations that are missing, one program at a time; the others wait.</summary>
    /// <param name="connectionString">How to reach the database, as Npgsql reads it.</param>
    /// <param name="cancellation">Stops between two migrations.</param>
    /// <returns>The names of the migrations applied now; empty when the schema was the newest already.</returns>
    /// <exception cref="NpgsqlException">The database is away, or refused; what was applied before stays applied.</exception>
    public static async Task<IReadOnlyList<string>> MigrateAsync(string connectionString, CancellationToken cancellation = default)
    {
        await using var provider = new ServiceCollection().AddGlobalLbStore(connectionString).BuildServiceProvider();
        await using var turn = await provider.GetRequiredService<NpgsqlDataSource>().OpenConnectionAsync(cancellation);
        await using var take = new NpgsqlCommand($"SELECT pg_advisory_lock({Turn})", turn) { CommandTimeout = 0 };
        await take.ExecuteNonQueryAsync(cancellation);

        await using var context =
            await provider.GetRequiredService<IDbContextFactory<GlobalLbContext>>().CreateDbContextAsync(cancellation);
        var missing = (await context.Database.GetPendingMigrationsAsync(cancellation)).ToArray();
        if (missing.Length > 0) await context.Database.MigrateAsync(cancellation);

        await using var give = new NpgsqlCommand($"SELECT pg_advisory_unlock({Turn})", turn);
        await give.ExecuteNonQueryAsync(cancellation);
        return missing;
    }
}
