using GlobalLb.Steering.Health;
using GlobalLb.Store.Tables;
using Npgsql;

namespace GlobalLb.Store.Health;

/// <summary>The commands that write history; each takes many rows at once.</summary>
internal static class HistoryWriting
{
    /// <summary>Appends transitions and makes the last of each endpoint what is believed of it.</summary>
    public static IEnumerable<NpgsqlBatchCommand> Append(IReadOnlyList<Transition> transitions, DateTimeOffset now)
    {
        if (transitions.Count == 0) yield break;
        yield return Command(
            """
            INSERT INTO globallb.transitions
                (at, endpoint, pool, region, from_health, to_health, reason, vantage, configuration_version)
            SELECT at, endpoint, pool, region, from_health, to_health, reason, vantage, configuration_version
            FROM unnest($1, $2, $3, $4, $5, $6, $7, $8, $9) WITH ORDINALITY
                AS given (at, endpoint, pool, region, from_health, to_health, reason, vantage, configuration_version, place)
            ORDER BY place
            """,
            Column(transitions, row => row.At.ToUniversalTime()),
            Column(transitions, row => row.Endpoint.Value),
            Column(transitions, row => row.Pool.Value),
            Column(transitions, row => row.Region.Value),
            Column(transitions, row => EnumText<HealthState>.Write(row.From)),
            Column(transitions, row => EnumText<HealthState>.Write(row.To)),
            Column(transitions, row => row.Reason),
            Column(transitions, row => row.Vantage),
            Column(transitions, row => row.ConfigurationVersion));

        var last = transitions.GroupBy(row => row.Endpoint).Select(group => group.Last()).ToList();
        // The order of the list decides, not the times in it: a clock may have been set back.
        yield return Command(
            """
            INSERT INTO globallb.endpoint_health (endpoint, health, since, reason, vantage, updated_at)
            SELECT endpoint, health, since, reason, vantage, $6
            FROM unnest($1, $2, $3, $4, $5) AS given (endpoint, health, since, reason, vantage)
            ON CONFLICT (endpoint) DO UPDATE SET
                health = excluded.health, since = excluded.since, reason = excluded.reason,
                vantage = excluded.vantage, updated_at = excluded.updated_at
            """,
            Column(last, row => row.Endpoint.Value),
            Column(last, row => EnumText<HealthState>.Write(row.To)),
            Column(last, row => row.At.ToUniversalTime()),
            Column(last, row => row.Reason),
            Column(last, row => row.Vantage),
            new NpgsqlParameter<DateTimeOffset> { TypedValue = now });
    }

    /// <summary>Adds roll-ups, merging each with the one that is there.</summary>
    public static IEnumerable<NpgsqlBatchCommand> Merge(IReadOnlyList<ProbeRollUp> rollUps)
    {
        // One command cannot touch a row twice: the second of two that are for the same row goes into the next command.
        var rounds = rollUps
            .GroupBy(row => (row.Minute, row.Endpoint, row.Vantage))
            .SelectMany(same => same.Select((row, round) => (row, round)))
            .GroupBy(each => each.round, each => each.row)
            .OrderBy(round => round.Key);
        foreach (var round in rounds)
        {
            var rows = round.ToList();
            yield return Command(
                """
                INSERT INTO globallb.probe_rollups AS known
                    (minute, endpoint, vantage, probes, failures, p50_ms, p95_ms, max_ms)
                SELECT * FROM unnest($1, $2, $3, $4, $5, $6, $7, $8)
                ON CONFLICT (minute, endpoint, vantage) DO UPDATE SET
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
                    max_ms   = greatest(known.max_ms, excluded.max_ms)
                """,
                Column(rows, row => row.Minute.ToUniversalTime()),
                Column(rows, row => row.Endpoint.Value),
                Column(rows, row => row.Vantage),
                Column(rows, row => row.Probes),
                Column(rows, row => row.Failures),
                Column(rows, row => row.P50Milliseconds),
                Column(rows, row => row.P95Milliseconds),
                Column(rows, row => row.MaxMilliseconds));
        }
    }

    /// <summary>Tells the followers of health.</summary>
    public static NpgsqlBatchCommand Notify() => new($"NOTIFY {Channels.Health}");

    private static NpgsqlParameter<TValue[]> Column<TRow, TValue>(IReadOnlyList<TRow> rows, Func<TRow, TValue> value) =>
        new() { TypedValue = [.. rows.Select(value)] };

    private static NpgsqlBatchCommand Command(string sql, params NpgsqlParameter[] parameters)
    {
        var command = new NpgsqlBatchCommand(sql);
        foreach (var parameter in parameters) command.Parameters.Add(parameter);
        return command;
    }
}
