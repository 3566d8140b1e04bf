using Npgsql;

namespace GlobalLb.Store.Health;

/// <summary>
/// Makes roll-ups anew that count less than there are raw outcomes: whoever counted them was killed before the minute was over.
/// </summary>
/// <param name="source">Where connections come from.</param>
public sealed class RollUpRepair(NpgsqlDataSource source)
{
    // Those who write history wait meanwhile: after a long outage it is mended piece by piece, and what is mended stays.
    private static readonly TimeSpan Piece = TimeSpan.FromMinutes(30);

    // As many as Control counts apart.
    private const int MostReasons = 8;

    /// <summary>Makes whole what is not. What is whole is left as it is, so that doing it twice changes nothing.</summary>
    /// <param name="from">Where to begin; its minute counts.</param>
    /// <param name="to">Where to end; its minute does not count. What arrives of a minute later is taken in by the next call.</param>
    /// <param name="cancellation">Gives up; what was mended until then stays.</param>
    /// <returns>How many roll-ups were made anew.</returns>
    /// <exception cref="NpgsqlException">The database is away; what was mended until then stays.</exception>
    public async Task<int> RunAsync(DateTimeOffset from, DateTimeOffset to, CancellationToken cancellation = default)
    {
        var (begin, end) = (MinuteOf(from), MinuteOf(to));
        if (begin >= end) return 0;
        await using var connection = await source.OpenConnectionAsync(cancellation);
        await HistoryPartitions.RollUps.MakeAsync(connection, [begin, end], cancellation);
        var made = 0;

        // The newest first: what is left over when it takes too long is the oldest.
        for (var last = end; last > begin; last -= Piece) made += await MendAsync(connection, last - Piece > begin ? last - Piece : begin, last, cancellation);
        return made;
    }

    private static async Task<int> MendAsync(NpgsqlConnection connection, DateTimeOffset begin, DateTimeOffset end, CancellationToken cancellation)
    {
        await using var transaction = await connection.BeginTransactionAsync(cancellation);
        await HistoryCopy.TakeTurnAsync(connection, cancellation);
        // The outcomes are read twice and not once for each that is lacking, of which there may be as many as there are endpoints.
        await using (var hint = new NpgsqlCommand("SET LOCAL enable_nestloop = off", connection, transaction)) await hint.ExecuteNonQueryAsync(cancellation);
        await using var command = new NpgsqlCommand(Sql, connection, transaction) { CommandTimeout = 0 };
        command.Parameters.Add(new NpgsqlParameter<DateTimeOffset> { TypedValue = begin });
        command.Parameters.Add(new NpgsqlParameter<DateTimeOffset> { TypedValue = end });
        var made = await command.ExecuteNonQueryAsync(cancellation);
        await transaction.CommitAsync(cancellation);
        return made;
    }

    private static DateTimeOffset MinuteOf(DateTimeOffset at) => new(at.UtcTicks - (at.UtcTicks % TimeSpan.TicksPerMinute), TimeSpan.Zero);

    private static readonly string Sql =
        $$"""
        WITH counted AS (
            SELECT date_trunc('minute', at, 'UTC') AS minute, endpoint, probe, vantage, count(*) AS probes
            FROM globallb.probe_outcomes WHERE at >= $1 AND at < $2 GROUP BY 1, 2, 3, 4),
        lacking AS MATERIALIZED (
            SELECT minute, endpoint, probe, vantage FROM counted
            WHERE counted.probes > coalesce((
                SELECT known.probes FROM globallb.probe_rollups AS known
                WHERE known.minute = counted.minute AND known.endpoint = counted.endpoint AND known.probe = counted.probe AND known.vantage = counted.vantage), 0)),
        each AS (
            SELECT lacking.minute, endpoint, probe, vantage, at, passed, reason, latency_ms::double precision AS latency, configuration_version
            FROM lacking JOIN globallb.probe_outcomes AS outcome USING (endpoint, probe, vantage)
            WHERE date_trunc('minute', outcome.at, 'UTC') = lacking.minute AND outcome.at >= $1 AND outcome.at < $2),
        failed AS (
            SELECT minute, endpoint, probe, vantage, reason, count(*) AS times,
                row_number() OVER (PARTITION BY minute, endpoint, probe, vantage ORDER BY min(at)) AS place
            FROM each WHERE NOT passed GROUP BY minute, endpoint, probe, vantage, reason),
        summed AS (
            SELECT minute, endpoint, probe, vantage, CASE WHEN place <= {{MostReasons}} THEN reason ELSE 'other' END AS why, sum(times) AS times
            FROM failed GROUP BY 1, 2, 3, 4, 5),
        explained AS (
            SELECT minute, endpoint, probe, vantage, jsonb_object_agg(why, times) AS reasons FROM summed GROUP BY 1, 2, 3, 4)
        INSERT INTO globallb.probe_rollups AS known
            (minute, endpoint, probe, vantage, probes, failures, p50_ms, p95_ms, max_ms, reasons, configuration_version, rebuilt)
        SELECT minute, endpoint, probe, vantage, count(*), count(*) FILTER (WHERE NOT passed),
            round((percentile_disc(0.5) WITHIN GROUP (ORDER BY latency) FILTER (WHERE passed))::numeric, 3),
            round((percentile_disc(0.95) WITHIN GROUP (ORDER BY latency) FILTER (WHERE passed))::numeric, 3),
            round((max(latency) FILTER (WHERE passed))::numeric, 3),
            coalesce(explained.reasons, '{}'), max(configuration_version), true
        FROM each LEFT JOIN explained USING (minute, endpoint, probe, vantage)
        GROUP BY minute, endpoint, probe, vantage, explained.reasons
        ON CONFLICT (minute, endpoint, probe, vantage) DO UPDATE SET
            probes = excluded.probes, failures = excluded.failures, p50_ms = excluded.p50_ms, p95_ms = excluded.p95_ms, max_ms = excluded.max_ms,
            reasons = excluded.reasons, configuration_version = excluded.configuration_version, rebuilt = true
        WHERE known.probes < excluded.probes
        """;
}
