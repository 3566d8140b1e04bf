using System.Data.Common;
using Npgsql;
using NpgsqlTypes;

namespace GlobalLb.Store.Working;

/// <summary>Who did which shared work when. The schedule is Quartz's; it is only read here.</summary>
/// <param name="source">Where connections come from.</param>
public sealed class WorkLedger(NpgsqlDataSource source)
{
    /// <summary>The schema of Quartz's tables.</summary>
    public const string QuartzSchema = "globallb_quartz";

    /// <summary>Where connections to Quartz's tables come from.</summary>
    public DbDataSource Source => source;

    /// <summary>What time it is for the database.</summary>
    /// <exception cref="NpgsqlException">The database is away.</exception>
    public async Task<DateTimeOffset> TimeAsync(CancellationToken cancellation = default)
    {
        await using var command = source.CreateCommand("SELECT clock_timestamp()");
        command.CommandTimeout = 5;
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        await reader.ReadAsync(cancellation);
        return reader.GetFieldValue<DateTimeOffset>(0);
    }

    /// <summary>Notes that a Control begins.</summary>
    /// <exception cref="NpgsqlException">The database is away.</exception>
    public Task BeginAsync(string work, string node, CancellationToken cancellation = default) => WriteAsync(
        """
        INSERT INTO globallb.work_runs (work, node, runs, failures, started_at) VALUES ($1, $2, 1, 0, clock_timestamp())
        ON CONFLICT (work, node) DO UPDATE SET runs = work_runs.runs + 1, started_at = excluded.started_at, ended_at = NULL, failure = NULL
        """,
        work,
        node,
        null,
        cancellation);

    /// <summary>Notes that it ended.</summary>
    /// <param name="work">Which work.</param>
    /// <param name="node">Whose.</param>
    /// <param name="failure">Why it failed; null: it did not.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <exception cref="NpgsqlException">The database is away.</exception>
    public Task EndAsync(string work, string node, string? failure, CancellationToken cancellation = default) => WriteAsync(
        """
        UPDATE globallb.work_runs SET ended_at = clock_timestamp(), failure = $3, failures = failures + CASE WHEN $3 IS NULL THEN 0 ELSE 1 END
        WHERE work = $1 AND node = $2
        """,
        work,
        node,
        failure,
        cancellation);

    /// <summary>Forgets Controls that did nothing for 30 days.</summary>
    /// <exception cref="NpgsqlException">The database is away.</exception>
    public async Task ForgetAsync(CancellationToken cancellation = default)
    {
        await using var command = source.CreateCommand("DELETE FROM globallb.work_runs WHERE started_at < clock_timestamp() - interval '30 days'");
        await command.ExecuteNonQueryAsync(cancellation);
    }

    /// <summary>All shared work, by name.</summary>
    /// <exception cref="NpgsqlException">The database is away.</exception>
    public async Task<IReadOnlyList<SharedWork>> ListAsync(CancellationToken cancellation = default)
    {
        await using var command = source.CreateCommand(
            $"""
            SELECT due.trigger_name, each.repeat_interval, due.next_fire_time, last.node, last.started_at, last.ended_at, last.failure,
                coalesce(summed.runs, 0)::bigint, coalesce(summed.failures, 0)::bigint
            FROM {QuartzSchema}.triggers AS due
                JOIN {QuartzSchema}.simple_triggers AS each USING (sched_name, trigger_name, trigger_group)
                LEFT JOIN LATERAL (SELECT * FROM globallb.work_runs WHERE work = due.trigger_name ORDER BY started_at DESC LIMIT 1) AS last ON true
                LEFT JOIN LATERAL (SELECT sum(runs) AS runs, sum(failures) AS failures FROM globallb.work_runs WHERE work = due.trigger_name) AS summed ON true
            WHERE due.trigger_group = 'DEFAULT'
            ORDER BY due.trigger_name
            """);
        var found = new List<SharedWork>();
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        while (await reader.ReadAsync(cancellation))
        {
            found.Add(new SharedWork(
                reader.GetString(0),
                TimeSpan.FromMilliseconds(reader.GetInt64(1)),
                reader.IsDBNull(2) ? null : new DateTimeOffset(reader.GetInt64(2), TimeSpan.Zero),
                reader.IsDBNull(3) ? null : reader.GetString(3),
                reader.IsDBNull(4) ? null : reader.GetFieldValue<DateTimeOffset>(4),
                reader.IsDBNull(5) ? null : reader.GetFieldValue<DateTimeOffset>(5),
                reader.IsDBNull(6) ? null : reader.GetString(6),
                reader.GetInt64(7),
                reader.GetInt64(8)));
        }

        return found;
    }

    private async Task WriteAsync(string sql, string work, string node, string? failure, CancellationToken cancellation)
    {
        await using var command = source.CreateCommand(sql);
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = work });
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = node });
        if (sql.Contains("$3", StringComparison.Ordinal)) command.Parameters.Add(new() { NpgsqlDbType = NpgsqlDbType.Text, Value = (object?)failure ?? DBNull.Value });
        await command.ExecuteNonQueryAsync(cancellation);
    }
}
