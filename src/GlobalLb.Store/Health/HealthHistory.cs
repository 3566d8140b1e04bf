using System.Collections.Frozen;
using System.Runtime.CompilerServices;
using GlobalLb.Steering.Configuration;
using GlobalLb.Steering.Health;
using GlobalLb.Store.Tables;
using Npgsql;
using NpgsqlTypes;

namespace GlobalLb.Store.Health;

/// <summary>The past of all endpoints: written by Control, read by people.</summary>
/// <param name="source">Where connections come from.</param>
/// <param name="clock">Stamps what is written.</param>
public sealed class HealthHistory(NpgsqlDataSource source, TimeProvider clock)
{
    private const string TransitionColumns =
        "id, at, endpoint, pool, region, from_health, to_health, reason, vantage, configuration_version";

    /// <summary>Appends transitions and roll-ups, and makes the transitions what is believed now, in one transaction.</summary>
    /// <param name="transitions">In the order they happened; their <see cref="Transition.Id"/> is ignored.</param>
    /// <param name="rollUps">
    /// One that is there already is merged: counts add up, the median is weighed, the 95th percentile and the maximum are the greater.
    /// </param>
    /// <param name="cancellation">Gives up before anything is stored.</param>
    /// <exception cref="NpgsqlException">The database is away; nothing was stored.</exception>
    public async Task AppendAsync(
        IReadOnlyList<Transition> transitions, IReadOnlyList<ProbeRollUp> rollUps, CancellationToken cancellation = default)
    {
        if (transitions.Count == 0 && rollUps.Count == 0) return;
        await using var connection = await source.OpenConnectionAsync(cancellation);
        await RollUpPartitions.MakeAsync(connection, rollUps.Select(rollUp => rollUp.Minute), cancellation);
        await using var transaction = await connection.BeginTransactionAsync(cancellation);
        await using var batch = new NpgsqlBatch(connection, transaction);
        foreach (var command in HistoryWriting.Append(transitions, clock.GetUtcNow())) batch.BatchCommands.Add(command);
        foreach (var command in HistoryWriting.Merge(rollUps)) batch.BatchCommands.Add(command);
        if (transitions.Count > 0) batch.BatchCommands.Add(HistoryWriting.Notify());
        await batch.ExecuteNonQueryAsync(cancellation);
        await transaction.CommitAsync(cancellation);
    }

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
        $"""
        SELECT {TransitionColumns} FROM globallb.transitions
        WHERE at >= $1 AND at < $2 AND ($3 IS NULL OR region = $3) AND ($4 IS NULL OR endpoint = $4)
        ORDER BY at, id
        """,
        range,
        ReadTransition,
        cancellation);

    /// <summary>The roll-ups of a range, by minute, endpoint and vantage, streamed.</summary>
    public IAsyncEnumerable<ProbeRollUp> RollUpsAsync(HistoryRange range, CancellationToken cancellation = default) => StreamAsync(
        """
        SELECT minute, endpoint, vantage, probes, failures, p50_ms, p95_ms, max_ms FROM globallb.probe_rollups
        WHERE minute >= $1 AND minute < $2 AND ($4 IS NULL OR endpoint = $4)
          AND ($3 IS NULL OR endpoint IN (
              SELECT one.code FROM globallb.endpoints AS one JOIN globallb.pools AS pool ON pool.code = one.pool WHERE pool.region = $3))
        ORDER BY minute, endpoint, vantage
        """,
        range,
        ReadRollUp,
        cancellation);

    /// <summary>The newest transitions, newest first.</summary>
    /// <param name="take">How many at most.</param>
    /// <param name="endpoint">Only of this endpoint; null: of all.</param>
    /// <param name="cancellation">Ends the reading.</param>
    public async Task<IReadOnlyList<Transition>> LatestAsync(
        int take, EndpointCode? endpoint, CancellationToken cancellation = default)
    {
        await using var command = source.CreateCommand(
            $"SELECT {TransitionColumns} FROM globallb.transitions WHERE $1 IS NULL OR endpoint = $1 ORDER BY at DESC, id DESC LIMIT $2");
        command.Parameters.Add(Text(endpoint?.Value));
        command.Parameters.Add(new NpgsqlParameter<int> { TypedValue = take });
        var found = new List<Transition>();
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        while (await reader.ReadAsync(cancellation)) found.Add(ReadTransition(reader));
        return found;
    }

    /// <summary>What was believed at a moment: of each endpoint what its last transition by then came to.</summary>
    public async Task<HealthTable> TableAtAsync(DateTimeOffset moment, CancellationToken cancellation = default)
    {
        await using var command = source.CreateCommand(
            """
            SELECT DISTINCT ON (endpoint) endpoint, to_health, at, reason FROM globallb.transitions
            WHERE at <= $1 ORDER BY endpoint, at DESC, id DESC
            """);
        command.Parameters.Add(new NpgsqlParameter<DateTimeOffset> { TypedValue = moment.ToUniversalTime() });
        var found = new Dictionary<EndpointCode, EndpointHealth>();
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        while (await reader.ReadAsync(cancellation))
            found[new EndpointCode(reader.GetString(0))] = new EndpointHealth(EnumText<HealthState>.Read(reader.GetString(1)), reader.GetFieldValue<DateTimeOffset>(2), reader.GetString(3));
        return new HealthTable { Endpoints = found.ToFrozenDictionary() };
    }

    private async IAsyncEnumerable<TRow> StreamAsync<TRow>(
        string sql, HistoryRange range, Func<NpgsqlDataReader, TRow> read, [EnumeratorCancellation] CancellationToken cancellation)
    {
        await using var command = source.CreateCommand(sql);
        command.Parameters.Add(new NpgsqlParameter<DateTimeOffset> { TypedValue = range.From.ToUniversalTime() });
        command.Parameters.Add(new NpgsqlParameter<DateTimeOffset> { TypedValue = range.To.ToUniversalTime() });
        command.Parameters.Add(Text(range.Region?.Value));
        command.Parameters.Add(Text(range.Endpoint?.Value));
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        while (await reader.ReadAsync(cancellation)) yield return read(reader);
    }

    private static NpgsqlParameter Text(string? value) => new() { NpgsqlDbType = NpgsqlDbType.Text, Value = (object?)value ?? DBNull.Value };

    private static Transition ReadTransition(NpgsqlDataReader row) => new(
        row.GetInt64(0),
        row.GetFieldValue<DateTimeOffset>(1),
        new EndpointCode(row.GetString(2)),
        new PoolCode(row.GetString(3)),
        new RegionCode(row.GetString(4)),
        EnumText<HealthState>.Read(row.GetString(5)),
        EnumText<HealthState>.Read(row.GetString(6)),
        row.GetString(7),
        row.GetString(8),
        row.GetInt64(9));

    private static ProbeRollUp ReadRollUp(NpgsqlDataReader row) => new(
        row.GetFieldValue<DateTimeOffset>(0),
        new EndpointCode(row.GetString(1)),
        row.GetString(2),
        row.GetInt32(3),
        row.GetInt32(4),
        row.GetFieldValue<double?>(5),
        row.GetFieldValue<double?>(6),
        row.GetFieldValue<double?>(7));
}
