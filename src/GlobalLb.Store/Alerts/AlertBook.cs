using Npgsql;
using NpgsqlTypes;

namespace GlobalLb.Store.Alerts;

/// <summary>What receivers of alerts were told and what they know, so that a Control that begins to lead neither repeats nor forgets.</summary>
/// <param name="source">Where connections come from.</param>
/// <param name="time">Stamps what is asked for.</param>
public sealed class AlertBook(NpgsqlDataSource source, TimeProvider time)
{
    /// <summary>The longest that anything is waited for.</summary>
    public static readonly TimeSpan Limit = TimeSpan.FromSeconds(5);

    private const string Columns = "id, receiver, at, fate, is_test, title, content, attempts, trouble, ended_at";

    /// <summary>What receivers know to be wrong.</summary>
    /// <exception cref="NpgsqlException">The database is away.</exception>
    public async Task<IReadOnlyList<OpenAlert>> OpenAsync(CancellationToken cancellation = default)
    {
        await using var command = source.CreateCommand("SELECT receiver, key, condition::text, seen_at, said_at, severity FROM globallb.alerts_open");
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        var found = new List<OpenAlert>();
        while (await reader.ReadAsync(cancellation))
        {
            found.Add(new OpenAlert(
                reader.GetString(0), reader.GetString(1), reader.GetString(2), reader.GetFieldValue<DateTimeOffset>(3), reader.IsDBNull(4) ? null : reader.GetFieldValue<DateTimeOffset>(4), reader.GetInt32(5)));
        }

        return found;
    }

    /// <summary>The messages that are on their way, oldest first.</summary>
    /// <exception cref="NpgsqlException">The database is away.</exception>
    public Task<IReadOnlyList<StoredAlert>> WaitingAsync(CancellationToken cancellation = default) =>
        ReadAsync(source.CreateCommand($"SELECT {Columns} FROM globallb.alert_messages WHERE fate = 'waiting' ORDER BY at, id"), cancellation);

    /// <summary>The newest messages, newest first.</summary>
    /// <param name="take">How many at most.</param>
    /// <param name="receiver">Only to this one; null: to all.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <exception cref="NpgsqlException">The database is away.</exception>
    public Task<IReadOnlyList<StoredAlert>> LatestAsync(int take, string? receiver = null, CancellationToken cancellation = default)
    {
        var command = source.CreateCommand($"SELECT {Columns} FROM globallb.alert_messages WHERE $2 IS NULL OR receiver = $2 ORDER BY at DESC, id LIMIT $1");
        command.Parameters.Add(new NpgsqlParameter<int> { TypedValue = take });
        command.Parameters.Add(Text(receiver));
        return ReadAsync(command, cancellation);
    }

    /// <summary>Asks for a message that only shows whether it arrives; the Control that leads sends it.</summary>
    /// <returns>What it is known by.</returns>
    /// <exception cref="NpgsqlException">The database is away.</exception>
    public async Task<Guid> AskForTestAsync(string receiver, CancellationToken cancellation = default)
    {
        var asked = new StoredAlert(Guid.NewGuid(), receiver, time.GetUtcNow(), AlertFate.Asked, true, "Test", null);
        await using var batch = source.CreateBatch();
        batch.BatchCommands.Add(Insert(asked));
        await batch.ExecuteNonQueryAsync(cancellation);
        return asked.Id;
    }

    /// <summary>Takes the tests that were asked for: from now on they are waiting.</summary>
    /// <exception cref="NpgsqlException">The database is away.</exception>
    public Task<IReadOnlyList<StoredAlert>> TakeAskedAsync(CancellationToken cancellation = default) =>
        ReadAsync(source.CreateCommand($"UPDATE globallb.alert_messages SET fate = 'waiting' WHERE fate = 'asked' RETURNING {Columns}"), cancellation);

    /// <summary>Stores what changed, in one transaction. To store it again changes nothing.</summary>
    /// <param name="open">What receivers know otherwise than before.</param>
    /// <param name="over">What they no longer know to be wrong.</param>
    /// <param name="messages">What they are told, or what became of it.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <exception cref="NpgsqlException">The database is away; nothing was stored.</exception>
    public async Task SaveAsync(
        IReadOnlyCollection<OpenAlert> open, IReadOnlyCollection<(string Receiver, string Key)> over, IReadOnlyCollection<StoredAlert> messages, CancellationToken cancellation = default)
    {
        await using var batch = source.CreateBatch(); // one transaction by itself
        batch.Timeout = (int)Limit.TotalSeconds;
        foreach (var (receiver, key) in over)
        {
            batch.BatchCommands.Add(new NpgsqlBatchCommand("DELETE FROM globallb.alerts_open WHERE receiver = $1 AND key = $2") { Parameters = { Text(receiver), Text(key) } });
        }

        foreach (var alert in open)
        {
            batch.BatchCommands.Add(new NpgsqlBatchCommand(
                """
                INSERT INTO globallb.alerts_open (receiver, key, condition, seen_at, said_at, severity) VALUES ($1, $2, $3::jsonb, $4, $5, $6)
                ON CONFLICT (receiver, key) DO UPDATE SET condition = excluded.condition, seen_at = excluded.seen_at, said_at = excluded.said_at, severity = excluded.severity
                """)
            {
                Parameters = { Text(alert.Receiver), Text(alert.Key), Text(alert.Condition), Time(alert.SeenAt), Time(alert.SaidAt), new NpgsqlParameter<int> { TypedValue = alert.Severity } },
            });
        }

        foreach (var message in messages) batch.BatchCommands.Add(Insert(message));
        if (batch.BatchCommands.Count > 0) await batch.ExecuteNonQueryAsync(cancellation);
    }

    /// <summary>Forgets messages that ended, or should have, before a moment.</summary>
    /// <exception cref="NpgsqlException">The database is away.</exception>
    public async Task ForgetAsync(DateTimeOffset before, CancellationToken cancellation = default)
    {
        await using var command = source.CreateCommand("DELETE FROM globallb.alert_messages WHERE at < $1");
        command.Parameters.Add(Time(before));
        await command.ExecuteNonQueryAsync(cancellation);
    }

    private static NpgsqlBatchCommand Insert(StoredAlert alert) => new(
        $"""
        INSERT INTO globallb.alert_messages ({Columns}) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
        ON CONFLICT (id) DO UPDATE SET fate = excluded.fate, title = excluded.title, content = excluded.content,
            attempts = excluded.attempts, trouble = excluded.trouble, ended_at = excluded.ended_at
        """)
    {
        Parameters =
        {
            new NpgsqlParameter<Guid> { TypedValue = alert.Id },
            Text(alert.Receiver),
            Time(alert.At),
            Text(alert.Fate.ToString().ToLowerInvariant()),
            new NpgsqlParameter<bool> { TypedValue = alert.IsTest },
            Text(alert.Title),
            Text(alert.Content),
            new NpgsqlParameter<int> { TypedValue = alert.Attempts },
            Text(alert.Trouble),
            Time(alert.EndedAt),
        },
    };

    private static async Task<IReadOnlyList<StoredAlert>> ReadAsync(NpgsqlCommand command, CancellationToken cancellation)
    {
        await using (command)
        {
            await using var reader = await command.ExecuteReaderAsync(cancellation);
            var found = new List<StoredAlert>();
            while (await reader.ReadAsync(cancellation))
            {
                found.Add(new StoredAlert(
                    reader.GetGuid(0),
                    reader.GetString(1),
                    reader.GetFieldValue<DateTimeOffset>(2),
                    Enum.Parse<AlertFate>(reader.GetString(3), ignoreCase: true),
                    reader.GetBoolean(4),
                    reader.GetString(5),
                    reader.IsDBNull(6) ? null : reader.GetString(6),
                    reader.GetInt32(7),
                    reader.IsDBNull(8) ? null : reader.GetString(8),
                    reader.IsDBNull(9) ? null : reader.GetFieldValue<DateTimeOffset>(9)));
            }

            return found;
        }
    }

    private static NpgsqlParameter Text(string? value) => new() { NpgsqlDbType = NpgsqlDbType.Text, Value = (object?)value ?? DBNull.Value };

    private static NpgsqlParameter Time(DateTimeOffset? value) => new() { NpgsqlDbType = NpgsqlDbType.TimestampTz, Value = (object?)value?.ToUniversalTime() ?? DBNull.Value };
}
