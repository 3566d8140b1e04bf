using System.Text.Json;
using GlobalLb.Steering.Configuration;
using GlobalLb.Steering.Health;
using GlobalLb.Store.Tables;
using Npgsql;

namespace GlobalLb.Store.Health;

/// <summary>The commands that write the few rows of a batch; each takes many at once.</summary>
internal static class HistoryWriting
{
    /// <summary>Appends transitions and makes the last of each endpoint what is believed of it.</summary>
    public static IEnumerable<NpgsqlBatchCommand> Append(IReadOnlyList<Transition> transitions, DateTimeOffset now)
    {
        if (transitions.Count == 0) yield break;
        yield return Command(
            """
            INSERT INTO globallb.transitions
                (at, endpoint, pool, region, from_health, to_health, reason, vantage, configuration_version, probe, votes, failing_since)
            SELECT at, endpoint, pool, region, from_health, to_health, reason, vantage, configuration_version, probe, votes::jsonb, failing_since
            FROM unnest($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12) WITH ORDINALITY
                AS given (at, endpoint, pool, region, from_health, to_health, reason, vantage, configuration_version, probe, votes, failing_since, place)
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
            Column(transitions, row => row.ConfigurationVersion),
            Column(transitions, row => row.Probe),
            Column(transitions, row => row.Votes is { } votes ? JsonSerializer.Serialize(votes, ConfigurationJson.Options) : null),
            Column(transitions, row => row.FailingSince?.ToUniversalTime()));

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

    /// <summary>Appends what was published, and when it was held.</summary>
    public static IEnumerable<NpgsqlBatchCommand> Append(IReadOnlyList<PublishedChange> published, IReadOnlyList<HoldChange> holds)
    {
        if (published.Count > 0)
        {
            yield return Command(
                """
                INSERT INTO globallb.published_health (at, endpoint, health, since, reason)
                SELECT at, endpoint, health, since, reason
                FROM unnest($1, $2, $3, $4, $5) WITH ORDINALITY AS given (at, endpoint, health, since, reason, place)
                ORDER BY place
                """,
                Column(published, row => row.At.ToUniversalTime()),
                Column(published, row => row.Endpoint.Value),
                Column(published, row => EnumText<HealthState>.Write(row.Health.Health)),
                Column(published, row => row.Health.Since.ToUniversalTime()),
                Column(published, row => row.Health.Reason));
        }

        if (holds.Count > 0)
        {
            yield return Command(
                "INSERT INTO globallb.holds (at, held) SELECT at, held FROM unnest($1, $2) WITH ORDINALITY AS given (at, held, place) ORDER BY place",
                Column(holds, row => row.At.ToUniversalTime()),
                Column(holds, row => row.Held));
        }
    }

    /// <summary>Appends what was published for clients near some vantages.</summary>
    public static IEnumerable<NpgsqlBatchCommand> Append(IReadOnlyList<RegionalChange> regional)
    {
        if (regional.Count == 0) yield break;
        yield return Command(
            """
            INSERT INTO globallb.regional_health (at, near, endpoint, health, since, reason, configuration_version)
            SELECT at, near, endpoint, health, since, reason, configuration_version
            FROM unnest($1, $2, $3, $4, $5, $6, $7) WITH ORDINALITY AS given (at, near, endpoint, health, since, reason, configuration_version, place)
            ORDER BY place
            """,
            Column(regional, row => row.At.ToUniversalTime()),
            Column(regional, row => row.Near.Value),
            Column(regional, row => row.Endpoint.Value),
            Column(regional, row => EnumText<HealthState>.Write(row.Health.Health)),
            Column(regional, row => row.Health.Since.ToUniversalTime()),
            Column(regional, row => row.Health.Reason),
            Column(regional, row => row.ConfigurationVersion));
    }

    /// <summary>Appends how publications reached the edges.</summary>
    public static IEnumerable<NpgsqlBatchCommand> Append(IReadOnlyList<PublicationConfirmation> confirmations)
    {
        if (confirmations.Count == 0) yield break;
        // Names of edges have no blanks, and lists of lists cannot be unnested.
        yield return Command(
            """
            INSERT INTO globallb.confirmations (published_at, term, sequence, confirmed, took_ms, late, gone, unnamed)
            SELECT published_at, term, sequence, confirmed, took_ms, string_to_array(late, ' '), string_to_array(gone, ' '), unnamed
            FROM unnest($1, $2, $3, $4, $5, $6, $7, $8) AS given (published_at, term, sequence, confirmed, took_ms, late, gone, unnamed)
            """,
            Column(confirmations, row => row.PublishedAt.ToUniversalTime()),
            Column(confirmations, row => row.Term),
            Column(confirmations, row => row.Sequence),
            Column(confirmations, row => row.Confirmed),
            Column(confirmations, row => row.Milliseconds),
            Column(confirmations, row => string.Join(' ', row.Late)),
            Column(confirmations, row => string.Join(' ', row.Gone)),
            Column(confirmations, row => row.Unnamed));
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
