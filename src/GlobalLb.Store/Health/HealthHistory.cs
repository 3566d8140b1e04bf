using System.Collections.Frozen;
using System.Runtime.CompilerServices;
using System.Text.Json;
using GlobalLb.Steering.Configuration;
using GlobalLb.Steering.Health;
using Npgsql;
using NpgsqlTypes;

namespace GlobalLb.Store.Health;

/// <summary>The past of all endpoints: written by Control, read by people.</summary>
/// <param name="source">Where connections come from.</param>
/// <param name="clock">Stamps what is written.</param>
public sealed class HealthHistory(NpgsqlDataSource source, TimeProvider clock)
{
    // What a range of each kind is, and how much of it there is about.
    internal const string TransitionsOfRange = $"globallb.transitions WHERE at >= $1 AND at < $2 AND {HistoryQuery.OfThen}";
    internal const string RollUpsOfRange = $"globallb.probe_rollups WHERE minute >= $1 AND minute < $2 AND {HistoryQuery.OfToday}";
    internal const string OutcomesOfRange = $"globallb.probe_outcomes WHERE at >= $1 AND at < $2 AND {HistoryQuery.OfToday}";

    // Longer than any batch takes; whoever waits for a database that hangs has more to store meanwhile.
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(10);

    /// <summary>Stores a batch in one transaction, and makes its transitions what is believed now. One that is stored already changes nothing.</summary>
    /// <param name="batch">What.</param>
    /// <param name="cancellation">Gives up; whether it was stored is then not known, and it is safe to store it again.</param>
    /// <returns>False when it was stored before.</returns>
    /// <exception cref="NpgsqlException">The database is away, or refused a row.</exception>
    public async Task<bool> StoreAsync(HistoryBatch batch, CancellationToken cancellation = default)
    {
        await using var connection = await source.OpenConnectionAsync(cancellation);
        await HistoryPartitions.RollUps.MakeAsync(connection, batch.RollUps.Select(rollUp => rollUp.Minute), cancellation);
        await HistoryPartitions.Outcomes.MakeAsync(connection, batch.Outcomes.Select(outcome => outcome.At), cancellation);
        await using var transaction = await connection.BeginTransactionAsync(cancellation);
        await using (var note = new NpgsqlCommand("INSERT INTO globallb.history_batches VALUES ($1, $2) ON CONFLICT DO NOTHING", connection, transaction))
        {
            note.CommandTimeout = (int)Limit.TotalSeconds;
            note.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = batch.Id });
            note.Parameters.Add(new NpgsqlParameter<DateTimeOffset> { TypedValue = clock.GetUtcNow() });
            if (await note.ExecuteNonQueryAsync(cancellation) == 0) return false;
        }

        await using var commands = new NpgsqlBatch(connection, transaction) { Timeout = (int)Limit.TotalSeconds };
        foreach (var command in HistoryWriting.Append(batch.Transitions, clock.GetUtcNow())) commands.BatchCommands.Add(command);
        foreach (var command in HistoryWriting.Append(batch.Published, batch.Holds)) commands.BatchCommands.Add(command);
        foreach (var command in HistoryWriting.Append(batch.Regional)) commands.BatchCommands.Add(command);
        foreach (var command in HistoryWriting.Append(batch.Confirmations)) commands.BatchCommands.Add(command);
        if (batch.Transitions.Count + batch.Regional.Count + batch.Confirmations.Count > 0) commands.BatchCommands.Add(HistoryWriting.Notify());
        if (commands.BatchCommands.Count > 0) await commands.ExecuteNonQueryAsync(cancellation);
        await HistoryCopy.MergeAsync(connection, batch.RollUps, Limit, cancellation);
        await HistoryCopy.AppendAsync(connection, batch.Outcomes, Limit, cancellation);
        await transaction.CommitAsync(cancellation);
        return true;
    }

    /// <summary>Stores transitions and roll-ups as a batch.</summary>
    /// <param name="transitions">As <see cref="HistoryBatch.Transitions"/>.</param>
    /// <param name="rollUps">As <see cref="HistoryBatch.RollUps"/>.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <exception cref="NpgsqlException">The database is away, or refused a row; nothing was stored.</exception>
    public Task AppendAsync(IReadOnlyList<Transition> transitions, IReadOnlyList<ProbeRollUp> rollUps, CancellationToken cancellation = default) =>
        StoreAsync(new HistoryBatch(Guid.NewGuid()) { Transitions = transitions, RollUps = rollUps }, cancellation);

    /// <summary>Says that Control published just now.</summary>
    /// <param name="held">Why the health table is held back, as a sentence; null: it is not.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <exception cref="NpgsqlException">The database is away.</exception>
    public async Task ReportPublicationAsync(string? held, CancellationToken cancellation = default)
    {
        // Publications come every second and pages look by themselves: only a change of the hold is worth waking them.
        await using var command = source.CreateCommand(
            $"""
            WITH before AS (SELECT held FROM globallb.control_state FOR UPDATE),
                 written AS (
                    UPDATE globallb.control_state AS state SET
                        held = $1,
                        held_since = CASE WHEN $1 IS NULL THEN NULL WHEN before.held IS NULL THEN $2 ELSE held_since END,
                        published_at = $2
                    FROM before
                    RETURNING before.held IS DISTINCT FROM $1 AS is_new)
            SELECT pg_notify('{Channels.Health}', '') FROM written WHERE is_new
            """);
        command.Parameters.Add(new() { NpgsqlDbType = NpgsqlDbType.Text, Value = (object?)held ?? DBNull.Value });
        command.Parameters.Add(new NpgsqlParameter<DateTimeOffset> { TypedValue = clock.GetUtcNow() });
        await command.ExecuteNonQueryAsync(cancellation);
    }

    /// <summary>The transitions of a range, oldest first, streamed.</summary>
    public IAsyncEnumerable<Transition> TransitionsAsync(HistoryRange range, CancellationToken cancellation = default) => StreamAsync(
        $"SELECT {HistoryRows.TransitionColumns} FROM {TransitionsOfRange} ORDER BY at, id",
        range,
        HistoryRows.ReadTransition,
        cancellation);

    /// <summary>The roll-ups of a range, by minute, endpoint, probe and vantage, streamed.</summary>
    public IAsyncEnumerable<ProbeRollUp> RollUpsAsync(HistoryRange range, CancellationToken cancellation = default) => StreamAsync(
        $"SELECT {HistoryRows.RollUpColumns} FROM {RollUpsOfRange} ORDER BY minute, endpoint, probe, vantage",
        range,
        HistoryRows.ReadRollUp,
        cancellation);

    /// <summary>The raw outcomes of a range that are still kept, by time, streamed.</summary>
    public IAsyncEnumerable<StoredOutcome> OutcomesAsync(HistoryRange range, CancellationToken cancellation = default) => StreamAsync(
        $"SELECT {HistoryRows.OutcomeColumns} FROM {OutcomesOfRange} ORDER BY at",
        range,
        HistoryRows.ReadOutcome,
        cancellation);

    /// <summary>The newest transitions, newest first.</summary>
    /// <param name="take">How many at most.</param>
    /// <param name="endpoint">Only of this endpoint; null: of all.</param>
    /// <param name="cancellation">Ends the reading.</param>
    public async Task<IReadOnlyList<Transition>> LatestAsync(
        int take, EndpointCode? endpoint, CancellationToken cancellation = default)
    {
        await using var command = source.CreateCommand(
            $"SELECT {HistoryRows.TransitionColumns} FROM globallb.transitions WHERE $1 IS NULL OR endpoint = $1 ORDER BY at DESC, id DESC LIMIT $2");
        command.Parameters.Add(HistoryQuery.Text(endpoint?.Value));
        command.Parameters.Add(new NpgsqlParameter<int> { TypedValue = take });
        var found = new List<Transition>();
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        while (await reader.ReadAsync(cancellation)) found.Add(HistoryRows.ReadTransition(reader));
        return found;
    }

    /// <summary>What was believed at a moment: of each endpoint its last transition by then.</summary>
    public async Task<IReadOnlyDictionary<EndpointCode, Transition>> BeliefsAtAsync(DateTimeOffset moment, CancellationToken cancellation = default) =>
        (await LastAsync("transitions", HistoryRows.TransitionColumns, moment, HistoryRows.ReadTransition, cancellation)).ToDictionary(row => row.Endpoint);

    /// <summary>What was published by a moment, and why it was held then; of endpoints that are not in it, nothing was noted.</summary>
    public async Task<HealthTable> PublishedAtAsync(DateTimeOffset moment, CancellationToken cancellation = default)
    {
        var found = await LastAsync("published_health", "endpoint, health, since, reason", moment, HistoryRows.ReadHealth, cancellation);
        await using var command = source.CreateCommand("SELECT held FROM globallb.holds WHERE at <= $1 ORDER BY at DESC, id DESC LIMIT 1");
        command.Parameters.Add(new NpgsqlParameter<DateTimeOffset> { TypedValue = moment.ToUniversalTime() });
        var held = await command.ExecuteScalarAsync(cancellation) as string;
        return new HealthTable { Endpoints = found.ToFrozenDictionary(), Held = held, Regional = await RegionalRows.ReadAsync(source, moment, cancellation) };
    }

    /// <summary>The newest changes of what was published for clients near some vantages, newest first.</summary>
    /// <param name="take">How many at most.</param>
    /// <param name="endpoints">Only of these endpoints.</param>
    /// <param name="cancellation">Ends the reading.</param>
    public Task<IReadOnlyList<RegionalChange>> LatestRegionalAsync(int take, IEnumerable<EndpointCode> endpoints, CancellationToken cancellation = default) =>
        RegionalRows.LatestAsync(source, take, endpoints, cancellation);

    /// <summary>About how many rows a range has, as the planner guesses.</summary>
    internal async Task<long> EstimateAsync(string rows, HistoryRange range, CancellationToken cancellation)
    {
        await using var command = source.CreateCommand($"EXPLAIN (FORMAT JSON) SELECT 1 FROM {rows}");
        HistoryQuery.AddTo(command, range);
        using var plan = JsonDocument.Parse((string)(await command.ExecuteScalarAsync(cancellation))!);
        return (long)plan.RootElement[0].GetProperty("Plan").GetProperty("Plan Rows").GetDouble();
    }

    private async IAsyncEnumerable<TRow> StreamAsync<TRow>(
        string sql, HistoryRange range, Func<NpgsqlDataReader, TRow> read, [EnumeratorCancellation] CancellationToken cancellation)
    {
        await using var command = source.CreateCommand(sql);
        HistoryQuery.AddTo(command, range);
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        while (await reader.ReadAsync(cancellation)) yield return read(reader);
    }

    // Of each endpoint its last row by then: the endpoints are found by leaping through the index, not by reading all rows.
    private async Task<List<TRow>> LastAsync<TRow>(
        string table, string columns, DateTimeOffset moment, Func<NpgsqlDataReader, TRow> read, CancellationToken cancellation)
    {
        await using var command = source.CreateCommand(
            $"""
            WITH RECURSIVE known AS (
                SELECT min(endpoint) AS code FROM globallb.{table}
                UNION ALL
                SELECT (SELECT min(endpoint) FROM globallb.{table} WHERE endpoint > known.code) FROM known WHERE known.code IS NOT NULL)
            SELECT last.* FROM known CROSS JOIN LATERAL (
                SELECT {columns} FROM globallb.{table} WHERE endpoint = known.code AND at <= $1 ORDER BY at DESC, id DESC LIMIT 1) AS last
            """);
        command.Parameters.Add(new NpgsqlParameter<DateTimeOffset> { TypedValue = moment.ToUniversalTime() });
        var found = new List<TRow>();
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        while (await reader.ReadAsync(cancellation)) found.Add(read(reader));
        return found;
    }
}
