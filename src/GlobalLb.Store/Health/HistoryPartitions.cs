using System.Globalization;
using Npgsql;

namespace GlobalLb.Store.Health;

/// <summary>The partitions of one table: made ahead or when first written to, dropped when they are over.</summary>
internal sealed class HistoryPartitions
{
    // What two programs that make a partition at once meet at.
    private const long Turn = 0x676C6C62_70617274;

    // Dropping waits for whoever reads, and whoever writes waits behind it: better to come again than to wait for long.
    private const string MostWaiting = "2s";

    private readonly string _table, _format;
    private readonly Func<DateOnly, DateOnly> _begin, _next;

    private HistoryPartitions(string table, string format, Func<DateOnly, DateOnly> begin, Func<DateOnly, DateOnly> next) =>
        (_table, _format, _begin, _next) = (table, format, begin, next);

    /// <summary>The months of the roll-ups.</summary>
    public static HistoryPartitions RollUps { get; } =
        new("probe_rollups", "yyyy_MM", day => new DateOnly(day.Year, day.Month, 1), first => first.AddMonths(1));

    /// <summary>The days of the raw outcomes.</summary>
    public static HistoryPartitions Outcomes { get; } = new("probe_outcomes", "yyyy_MM_dd", day => day, day => day.AddDays(1));

    /// <summary>Makes the partitions for these moments where they are missing.</summary>
    public async Task MakeAsync(NpgsqlConnection connection, IEnumerable<DateTimeOffset> moments, CancellationToken cancellation)
    {
        foreach (var first in moments.Select(moment => _begin(DateOnly.FromDateTime(moment.UtcDateTime))).Distinct())
        {
            var name = $"{_table}_{first.ToString(_format, CultureInfo.InvariantCulture)}";
            if (await ExistsAsync(connection, name, cancellation)) continue;

            await using var transaction = await connection.BeginTransactionAsync(cancellation);
            await ExecuteAsync(connection, $"SELECT pg_advisory_xact_lock({Turn})", cancellation);
            if (!await ExistsAsync(connection, name, cancellation))
            {
                // Attaching, unlike CREATE TABLE … PARTITION OF, waits for nobody who is reading: an export may take hours.
                await ExecuteAsync(
                    connection,
                    $"""
                    CREATE TABLE globallb.{name} (LIKE globallb.{_table} INCLUDING ALL);
                    ALTER TABLE globallb.{_table} ATTACH PARTITION globallb.{name}
                        FOR VALUES FROM ('{first:yyyy-MM-dd} 00:00:00+00') TO ('{_next(first):yyyy-MM-dd} 00:00:00+00');
                    """,
                    cancellation);
            }

            await transaction.CommitAsync(cancellation);
        }
    }

    /// <summary>Drops the partitions that end by a moment; the names of those that went.</summary>
    /// <exception cref="PostgresException">Somebody reads one of them for long; those before it are dropped.</exception>
    public async Task<IReadOnlyList<string>> DropAsync(NpgsqlConnection connection, DateTimeOffset until, CancellationToken cancellation)
    {
        List<string> dropped = [];
        var last = DateOnly.FromDateTime(until.UtcDateTime);
        foreach (var name in await ListAsync(connection, cancellation))
        {
            if (!DateOnly.TryParseExact(name.AsSpan(_table.Length + 1), _format, CultureInfo.InvariantCulture, DateTimeStyles.None, out var first)) continue;
            if (_next(first) > last) continue;
            await using var transaction = await connection.BeginTransactionAsync(cancellation);
            await ExecuteAsync(connection, $"SET LOCAL lock_timeout = '{MostWaiting}'; DROP TABLE IF EXISTS globallb.{name}", cancellation);
            await transaction.CommitAsync(cancellation);
            dropped.Add(name);
        }

        return dropped;
    }

    private async Task<IReadOnlyList<string>> ListAsync(NpgsqlConnection connection, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(
            """
            SELECT part.relname FROM pg_inherits JOIN pg_class AS part ON part.oid = inhrelid
            WHERE inhparent = ('globallb.' || $1)::regclass AND starts_with(part.relname, $1 || '_') ORDER BY part.relname
            """,
            connection);
        command.Parameters.AddWithValue(_table);
        List<string> names = [];
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        while (await reader.ReadAsync(cancellation)) names.Add(reader.GetString(0));
        return names;
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
