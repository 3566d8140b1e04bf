using System.Text.Json;
using Npgsql;
using NpgsqlTypes;

namespace GlobalLb.Store.Health;

/// <summary>Brings the many rows of a batch by binary COPY.</summary>
internal static class HistoryCopy
{
    /// <summary>Appends raw outcomes.</summary>
    public static async Task AppendAsync(NpgsqlConnection connection, IReadOnlyList<StoredOutcome> outcomes, TimeSpan limit, CancellationToken cancellation)
    {
        if (outcomes.Count == 0) return;
        await using var writer = await connection.BeginBinaryImportAsync(
            "COPY globallb.probe_outcomes (at, endpoint, probe, vantage, passed, reason, latency_ms, warning, configuration_version) FROM STDIN (FORMAT BINARY)", cancellation);
        writer.Timeout = limit;
        foreach (var row in outcomes)
        {
            await writer.StartRowAsync(cancellation);
            await writer.WriteAsync(row.At.UtcDateTime, NpgsqlDbType.TimestampTz, cancellation);
            await writer.WriteAsync(row.Endpoint.Value, NpgsqlDbType.Text, cancellation);
            await writer.WriteAsync(row.Probe, NpgsqlDbType.Text, cancellation);
            await writer.WriteAsync(row.Vantage, NpgsqlDbType.Text, cancellation);
            await writer.WriteAsync(row.Passed, NpgsqlDbType.Boolean, cancellation);
            await writer.WriteAsync(row.Reason, NpgsqlDbType.Text, cancellation);
            await writer.WriteAsync(row.LatencyMilliseconds, NpgsqlDbType.Real, cancellation);
            if (row.Warning is null) await writer.WriteNullAsync(cancellation);
            else await writer.WriteAsync(row.Warning, NpgsqlDbType.Text, cancellation);
            await writer.WriteAsync(row.ConfigurationVersion, NpgsqlDbType.Bigint, cancellation);
        }

        await writer.CompleteAsync(cancellation);
    }

    /// <summary>Adds roll-ups by way of a temporary table, merging each with the one that is there.</summary>
    public static async Task MergeAsync(NpgsqlConnection connection, IReadOnlyList<ProbeRollUp> rollUps, TimeSpan limit, CancellationToken cancellation)
    {
        // One command cannot touch a row twice: the second of two that are for the same row comes in the next round.
        var rounds = rollUps
            .GroupBy(row => (row.Minute, row.Endpoint, row.Probe, row.Vantage))
            .SelectMany(same => same.Select((row, round) => (row, round)))
            .GroupBy(each => each.round, each => each.row)
            .OrderBy(round => round.Key);
        if (rollUps.Count > 0) await TakeTurnAsync(connection, cancellation);
        foreach (var round in rounds)
        {
            await ExecuteAsync(connection, "CREATE TEMPORARY TABLE arrived (LIKE globallb.probe_rollups INCLUDING DEFAULTS) ON COMMIT DROP", limit, cancellation);
            await CopyAsync(connection, round, limit, cancellation);
            await ExecuteAsync(connection, MeetRebuilt, limit, cancellation);
            await ExecuteAsync(connection, Merge, limit, cancellation);
            await ExecuteAsync(connection, "DROP TABLE arrived", limit, cancellation);
        }
    }

    /// <summary>Waits until nobody else writes roll-ups, for the rest of the transaction.</summary>
    public static Task TakeTurnAsync(NpgsqlConnection connection, CancellationToken cancellation) =>
        ExecuteAsync(connection, $"SELECT pg_advisory_xact_lock({Turn})", TurnLimit, cancellation);

    // What those who write roll-ups meet at.
    private const long Turn = 0x676C6C62_726F6C6C;
    private static readonly TimeSpan TurnLimit = TimeSpan.FromSeconds(30);

    // A roll-up that was made anew has counted what arrives now, or a part of it: the one that counts more holds.
    private const string MeetRebuilt =
        """
        DELETE FROM globallb.probe_rollups AS known USING arrived
        WHERE known.rebuilt AND known.probes <= arrived.probes
            AND (known.minute, known.endpoint, known.probe, known.vantage) = (arrived.minute, arrived.endpoint, arrived.probe, arrived.vantage);
        DELETE FROM arrived USING globallb.probe_rollups AS known
        WHERE known.rebuilt
            AND (known.minute, known.endpoint, known.probe, known.vantage) = (arrived.minute, arrived.endpoint, arrived.probe, arrived.vantage);
        """;

    private const string Columns = "minute, endpoint, probe, vantage, probes, failures, p50_ms, p95_ms, max_ms, reasons, configuration_version";

    private const string Merge =
        $$"""
        INSERT INTO globallb.probe_rollups AS known ({{Columns}}) SELECT {{Columns}} FROM arrived
        ON CONFLICT (minute, endpoint, probe, vantage) DO UPDATE SET
            probes   = known.probes + excluded.probes,
            failures = known.failures + excluded.failures,
            -- The true median of both is not to be had from two medians; weighed by how many passed, it is near.
            p50_ms   = CASE
                WHEN known.p50_ms IS NULL THEN excluded.p50_ms
                WHEN excluded.p50_ms IS NULL THEN known.p50_ms
                ELSE (known.p50_ms * greatest(known.probes - known.failures, 1)
                      + excluded.p50_ms * greatest(excluded.probes - excluded.failures, 1))
                     / (greatest(known.probes - known.failures, 1) + greatest(excluded.probes - excluded.failures, 1))
                END,
            p95_ms   = greatest(known.p95_ms, excluded.p95_ms),
            max_ms   = greatest(known.max_ms, excluded.max_ms),
            reasons  = CASE
                WHEN known.reasons = '{}' THEN excluded.reasons
                WHEN excluded.reasons = '{}' THEN known.reasons
                ELSE (
                    SELECT jsonb_object_agg(why, times) FROM (
                        SELECT why, sum(times::bigint) AS times
                        FROM (SELECT * FROM jsonb_each_text(known.reasons) UNION ALL SELECT * FROM jsonb_each_text(excluded.reasons)) AS each (why, times)
                        GROUP BY why) AS summed)
                END,
            configuration_version = greatest(known.configuration_version, excluded.configuration_version)
        """;

    private static async Task CopyAsync(NpgsqlConnection connection, IEnumerable<ProbeRollUp> rows, TimeSpan limit, CancellationToken cancellation)
    {
        await using var writer = await connection.BeginBinaryImportAsync($"COPY arrived ({Columns}) FROM STDIN (FORMAT BINARY)", cancellation);
        writer.Timeout = limit;
        foreach (var row in rows)
        {
            await writer.StartRowAsync(cancellation);
            await writer.WriteAsync(row.Minute.UtcDateTime, NpgsqlDbType.TimestampTz, cancellation);
            await writer.WriteAsync(row.Endpoint.Value, NpgsqlDbType.Text, cancellation);
            await writer.WriteAsync(row.Probe, NpgsqlDbType.Text, cancellation);
            await writer.WriteAsync(row.Vantage, NpgsqlDbType.Text, cancellation);
            await writer.WriteAsync(row.Probes, NpgsqlDbType.Integer, cancellation);
            await writer.WriteAsync(row.Failures, NpgsqlDbType.Integer, cancellation);
            foreach (var number in (ReadOnlySpan<double?>)[row.P50Milliseconds, row.P95Milliseconds, row.MaxMilliseconds])
            {
                if (number is { } known) writer.Write(known, NpgsqlDbType.Double);
                else writer.WriteNull();
            }

            await writer.WriteAsync(row.Reasons is { Count: > 0 } reasons ? JsonSerializer.Serialize(reasons) : "{}", NpgsqlDbType.Jsonb, cancellation);
            await writer.WriteAsync(row.ConfigurationVersion, NpgsqlDbType.Bigint, cancellation);
        }

        await writer.CompleteAsync(cancellation);
    }

    private static async Task ExecuteAsync(NpgsqlConnection connection, string sql, TimeSpan limit, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = (int)limit.TotalSeconds };
        await command.ExecuteNonQueryAsync(cancellation);
    }
}
