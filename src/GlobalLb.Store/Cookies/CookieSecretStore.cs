using Npgsql;

namespace GlobalLb.Store.Cookies;

/// <summary>The secrets of DNS cookies, kept so that a Control that begins to lead goes on with those that edges hold.</summary>
/// <param name="source">Where connections come from.</param>
public sealed class CookieSecretStore(NpgsqlDataSource source)
{
    /// <summary>The newest secret and the one before it, the newest first; empty before the first was drawn.</summary>
    /// <exception cref="NpgsqlException">The database is away.</exception>
    public async Task<IReadOnlyList<StoredCookieSecret>> ReadAsync(CancellationToken cancellation = default)
    {
        await using var command = source.CreateCommand("SELECT made_at, secret FROM globallb.cookie_secrets ORDER BY made_at DESC LIMIT 2");
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        var found = new List<StoredCookieSecret>();
        while (await reader.ReadAsync(cancellation)) found.Add(new StoredCookieSecret(reader.GetFieldValue<DateTimeOffset>(0), reader.GetFieldValue<byte[]>(1)));
        return found;
    }

    /// <summary>Makes a secret the newest one: all are forgotten but the one that was the newest until now.</summary>
    /// <exception cref="NpgsqlException">The database is away; nothing changed.</exception>
    public async Task AddAsync(StoredCookieSecret secret, CancellationToken cancellation = default)
    {
        await using var connection = await source.OpenConnectionAsync(cancellation);
        await using var transaction = await connection.BeginTransactionAsync(cancellation);
        await using var batch = new NpgsqlBatch(connection, transaction);

        // By the order in which they came, not by the clock: one that was set back must not make the new secret the older one.
        batch.BatchCommands.Add(new NpgsqlBatchCommand(
            "DELETE FROM globallb.cookie_secrets WHERE made_at < (SELECT max(made_at) FROM globallb.cookie_secrets)"));
        batch.BatchCommands.Add(new NpgsqlBatchCommand("UPDATE globallb.cookie_secrets SET made_at = $1::timestamptz - interval '1 second' WHERE made_at >= $1")
        {
            Parameters = { new NpgsqlParameter<DateTimeOffset> { TypedValue = secret.MadeAt.ToUniversalTime() } },
        });
        batch.BatchCommands.Add(new NpgsqlBatchCommand("INSERT INTO globallb.cookie_secrets (made_at, secret) VALUES ($1, $2)")
        {
            Parameters =
            {
                new NpgsqlParameter<DateTimeOffset> { TypedValue = secret.MadeAt.ToUniversalTime() },
                new NpgsqlParameter<byte[]> { TypedValue = secret.Octets.ToArray() },
            },
        });
        await batch.ExecuteNonQueryAsync(cancellation);
        await transaction.CommitAsync(cancellation);
    }
}
