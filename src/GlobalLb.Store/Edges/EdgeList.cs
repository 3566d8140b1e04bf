using Npgsql;

namespace GlobalLb.Store.Edges;

/// <summary>The edges that follow, as the leading Control knows them: written by it, read by people.</summary>
/// <param name="source">Where connections come from.</param>
/// <param name="clock">Says when an edge is gone, and for how long.</param>
public sealed class EdgeList(NpgsqlDataSource source, TimeProvider clock)
{
    // As many as Control keeps in mind: whoever makes up names fills no table with them.
    private const int MostGone = 10_000;
    private const int Limit = 10;
    private static readonly TimeSpan Kept = TimeSpan.FromDays(7);

    /// <summary>Writes edges that changed; those that the writer does not know of are gone, and forgotten after a week, or when very many went after them.</summary>
    /// <param name="changed">What is new.</param>
    /// <param name="known">The names of all edges that the writer knows of.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <exception cref="NpgsqlException">The database is away; nothing was written.</exception>
    public async Task WriteAsync(IReadOnlyList<KnownEdge> changed, IReadOnlyList<string> known, CancellationToken cancellation = default)
    {
        var now = clock.GetUtcNow();
        await using var batch = source.CreateBatch();
        batch.Timeout = Limit;
        if (changed.Count > 0)
        {
            var write = new NpgsqlBatchCommand(
                """
                INSERT INTO globallb.edges AS known
                SELECT * FROM unnest($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
                ON CONFLICT (name) DO UPDATE SET
                    address = excluded.address, program = excluded.program, is_connected = excluded.is_connected, since = excluded.since, seen_at = excluded.seen_at,
                    version = excluded.version, sequence = excluded.sequence, health_taken_at = excluded.health_taken_at,
                    behind_since = excluded.behind_since, responses_per_second = excluded.responses_per_second
                """);
            write.Parameters.Add(Column(changed, edge => edge.Name));
            write.Parameters.Add(Column(changed, edge => edge.Address));
            write.Parameters.Add(Column(changed, edge => edge.Program));
            write.Parameters.Add(Column(changed, edge => edge.IsConnected));
            write.Parameters.Add(Column(changed, edge => edge.Since.ToUniversalTime()));
            write.Parameters.Add(Column(changed, edge => edge.SeenAt?.ToUniversalTime()));
            write.Parameters.Add(Column(changed, edge => edge.Version));
            write.Parameters.Add(Column(changed, edge => edge.Sequence));
            write.Parameters.Add(Column(changed, edge => edge.HealthTakenAt?.ToUniversalTime()));
            write.Parameters.Add(Column(changed, edge => edge.BehindSince?.ToUniversalTime()));
            write.Parameters.Add(Column(changed, edge => edge.ResponsesPerSecond));
            batch.BatchCommands.Add(write);
        }

        var leave = new NpgsqlBatchCommand("UPDATE globallb.edges SET is_connected = false, since = $2 WHERE is_connected AND name <> ALL($1)");
        leave.Parameters.Add(Column(known, name => name));
        leave.Parameters.Add(new NpgsqlParameter<DateTimeOffset> { TypedValue = now });
        var forget = new NpgsqlBatchCommand(
            """
            DELETE FROM globallb.edges WHERE NOT is_connected AND (since < $1 OR name IN (
                SELECT name FROM globallb.edges WHERE NOT is_connected ORDER BY since DESC, name OFFSET $2))
            """);
        forget.Parameters.Add(new NpgsqlParameter<DateTimeOffset> { TypedValue = now - Kept });
        forget.Parameters.Add(new NpgsqlParameter<int> { TypedValue = MostGone });
        batch.BatchCommands.Add(leave);
        batch.BatchCommands.Add(forget);
        await batch.ExecuteNonQueryAsync(cancellation);
    }

    /// <summary>All edges, by name.</summary>
    /// <exception cref="NpgsqlException">The database is away.</exception>
    public async Task<IReadOnlyList<KnownEdge>> ReadAsync(CancellationToken cancellation = default)
    {
        await using var command = source.CreateCommand(
            """
            SELECT name, address, program, is_connected, since, seen_at, version, sequence, health_taken_at, behind_since, responses_per_second
            FROM globallb.edges ORDER BY name COLLATE "C"
            """);
        var found = new List<KnownEdge>();
        await using var row = await command.ExecuteReaderAsync(cancellation);
        while (await row.ReadAsync(cancellation))
        {
            found.Add(new KnownEdge(
                row.GetString(0),
                row.GetString(1),
                row.GetString(2),
                row.GetBoolean(3),
                row.GetFieldValue<DateTimeOffset>(4),
                row.GetFieldValue<DateTimeOffset?>(5),
                row.GetFieldValue<long?>(6),
                row.GetFieldValue<long?>(7),
                row.GetFieldValue<DateTimeOffset?>(8),
                row.GetFieldValue<DateTimeOffset?>(9),
                row.GetFieldValue<double?>(10)));
        }

        return found;
    }

    private static NpgsqlParameter<TValue[]> Column<TRow, TValue>(IReadOnlyList<TRow> rows, Func<TRow, TValue> value) =>
        new() { TypedValue = [.. rows.Select(value)] };
}
