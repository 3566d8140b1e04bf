using Npgsql;

namespace GlobalLb.Store.Health;

/// <summary>The monthly partitions of the roll-ups, made when a month is first written to.</summary>
internal static class RollUpPartitions
{
    // What two programs that make a partition at once meet at.
    private const long Turn = 0x676C6C62_70617274;

    /// <summary>Makes the partitions for these minutes where they are missing.</summary>
    public static async Task MakeAsync(NpgsqlConnection connection, IEnumerable<DateTimeOffset> minutes, CancellationToken cancellation)
    {
        foreach (var month in minutes.Select(minute => (minute.UtcDateTime.Year, minute.UtcDateTime.Month)).Distinct())
        {
            var first = new DateOnly(month.Year, month.Month, 1);
            var name = $"probe_rollups_{first:yyyy_MM}";
            if (await ExistsAsync(connection, name, cancellation)) continue;

            await using var transaction = await connection.BeginTransactionAsync(cancellation);
            await ExecuteAsync(connection, $"SELECT pg_advisory_xact_lock({Turn})", cancellation);
            if (!await ExistsAsync(connection, name, cancellation))
            {
                // Attaching, unlike CREATE TABLE … PARTITION OF, waits for nobody who is reading: an export may take hours.
                await ExecuteAsync(
                    connection,
                    $"""
                    CREATE TABLE globallb.{name} (LIKE globallb.probe_rollups INCLUDING ALL);
                    ALTER TABLE globallb.probe_rollups ATTACH PARTITION globallb.{name}
                        FOR VALUES FROM ('{first:yyyy-MM-dd} 00:00:00+00') TO ('{first.AddMonths(1):yyyy-MM-dd} 00:00:00+00');
                    """,
                    cancellation);
            }

            await transaction.CommitAsync(cancellation);
        }
    }

    private static async Task<bool> ExistsAsync(NpgsqlConnection connection, string name, CancellationToken cancellation)
    {
        // Not to_regclass: it may answer from before we had our turn.
        const string Sql = "SELECT EXISTS (SELECT FROM pg_tables WHERE schemaname = 'globallb' AND tablename = $1)";
        await using var command = new NpgsqlCommand(Sql, connection) { Parameters = { new() { Value = name } } };
        return (bool)(await command.ExecuteScalarAsync(cancellation))!;
    }

    private static async Task ExecuteAsync(NpgsqlConnection connection, string sql, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync(cancellation);
    }
}
