using GlobalLb.Steering.Configuration;
using Npgsql;

namespace GlobalLb.Store.Vantages;

/// <summary>The vantages that joined the leading Control, those that are gone with what was heard of them last. Control itself is not among them.</summary>
/// <param name="source">Where connections come from.</param>
public sealed class VantagesSeen(NpgsqlDataSource source)
{
    /// <summary>All that were ever heard of and are still in the configuration, by code.</summary>
    /// <exception cref="NpgsqlException">The database is away.</exception>
    public async Task<IReadOnlyList<VantageSeen>> ReadAsync(CancellationToken cancellation = default)
    {
        // By the clock of the database, which is the only one that reader and writer share.
        await using var command = source.CreateCommand(
            "SELECT code, greatest(clock_timestamp() - seen_at, interval '0'), version, address, endpoints, waiting, dropped FROM globallb.vantages ORDER BY code");
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        var found = new List<VantageSeen>();
        while (await reader.ReadAsync(cancellation))
        {
            found.Add(new VantageSeen(
                new VantageCode(reader.GetString(0)), reader.GetFieldValue<TimeSpan>(1), reader.GetInt64(2), reader.GetString(3), reader.GetInt32(4), reader.GetInt64(5), reader.GetInt64(6)));
        }

        return found;
    }

    /// <summary>Says what was heard of some; those of which nothing new was heard stay as they are.</summary>
    /// <param name="heard">What was heard.</param>
    /// <param name="configured">The vantages of the configuration; all others are forgotten.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <exception cref="NpgsqlException">The database is away; nothing changed.</exception>
    public async Task WriteAsync(IReadOnlyCollection<VantageSeen> heard, IReadOnlyCollection<VantageCode> configured, CancellationToken cancellation = default)
    {
        await using var connection = await source.OpenConnectionAsync(cancellation);
        await using var transaction = await connection.BeginTransactionAsync(cancellation);
        await using var batch = new NpgsqlBatch(connection, transaction);
        batch.BatchCommands.Add(new NpgsqlBatchCommand("DELETE FROM globallb.vantages WHERE code <> ALL ($1)")
        {
            Parameters = { new NpgsqlParameter<string[]> { TypedValue = [.. configured.Select(code => code.Value)] } },
        });
        foreach (var each in heard)
        {
            batch.BatchCommands.Add(new NpgsqlBatchCommand(
                """
                INSERT INTO globallb.vantages (code, seen_at, version, address, endpoints, waiting, dropped)
                VALUES ($1, clock_timestamp() - $2, $3, $4, $5, $6, $7)
                ON CONFLICT (code) DO UPDATE SET seen_at = excluded.seen_at, version = excluded.version, address = excluded.address,
                    endpoints = excluded.endpoints, waiting = excluded.waiting, dropped = excluded.dropped
                """)
            {
                Parameters =
                {
                    new NpgsqlParameter<string> { TypedValue = each.Code.Value },
                    new NpgsqlParameter<TimeSpan> { TypedValue = each.Silence },
                    new NpgsqlParameter<long> { TypedValue = each.Version },
                    new NpgsqlParameter<string> { TypedValue = each.Address },
                    new NpgsqlParameter<int> { TypedValue = each.Endpoints },
                    new NpgsqlParameter<long> { TypedValue = each.Waiting },
                    new NpgsqlParameter<long> { TypedValue = each.Dropped },
                },
            });
        }

        await batch.ExecuteNonQueryAsync(cancellation);
        await transaction.CommitAsync(cancellation);
    }
}
