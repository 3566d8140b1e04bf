using GlobalLb.Steering.Configuration;
using GlobalLb.Steering.Health;
using Npgsql;

namespace GlobalLb.Store.Health;

/// <summary>The last minutes, for pages that show what a setting does at present.</summary>
/// <param name="source">Where connections come from.</param>
public sealed class RecentHealth(NpgsqlDataSource source)
{
    // Nobody waits longer for a page.
    private const int LimitSeconds = 10;

    /// <summary>What each vantage found, by its name; those that found nothing are not in it.</summary>
    /// <param name="since">From when on.</param>
    /// <param name="asked">Endpoints of which it is to be said which are well.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <exception cref="NpgsqlException">The database is away.</exception>
    public async Task<IReadOnlyList<VantageFigures>> VantagesAsync(DateTimeOffset since, IEnumerable<EndpointCode> asked, CancellationToken cancellation = default)
    {
        await using var command = source.CreateCommand(
            """
            WITH seen AS (
                SELECT vantage, endpoint, probe, count(*) AS outcomes, count(*) FILTER (WHERE NOT passed) AS failures, max(at) AS last_at,
                       coalesce(max(at) FILTER (WHERE NOT passed) < max(at), true) AS is_well
                FROM globallb.probe_outcomes WHERE at >= $1 GROUP BY vantage, endpoint, probe),
            beside AS (
                SELECT *, sum(outcomes) OVER same - outcomes AS other_outcomes, sum(failures) OVER same - failures AS other_failures
                FROM seen WINDOW same AS (PARTITION BY endpoint, probe))
            SELECT vantage, max(last_at), sum(outcomes)::bigint, sum(failures)::bigint, count(DISTINCT endpoint)::integer,
                   coalesce(sum(outcomes) FILTER (WHERE other_outcomes > 0), 0)::bigint, coalesce(sum(failures) FILTER (WHERE other_outcomes > 0), 0)::bigint,
                   sum(other_outcomes)::bigint, sum(other_failures)::bigint,
                   coalesce(array_agg(endpoint ORDER BY endpoint) FILTER (WHERE is_well AND probe = '' AND endpoint = ANY ($2)), '{}')
            FROM beside GROUP BY vantage ORDER BY vantage
            """);
        command.CommandTimeout = LimitSeconds;
        command.Parameters.Add(new NpgsqlParameter<DateTimeOffset> { TypedValue = since.ToUniversalTime() });
        command.Parameters.Add(new NpgsqlParameter<string[]> { TypedValue = [.. asked.Select(endpoint => endpoint.Value)] });
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        var found = new List<VantageFigures>();
        while (await reader.ReadAsync(cancellation))
        {
            found.Add(new VantageFigures(
                reader.GetString(0), reader.GetFieldValue<DateTimeOffset>(1), reader.GetInt64(2), reader.GetInt64(3), reader.GetInt32(4),
                reader.GetInt64(5), reader.GetInt64(6), reader.GetInt64(7), reader.GetInt64(8),
                [.. reader.GetFieldValue<string[]>(9).Select(code => new EndpointCode(code))]));
        }

        return found;
    }

    /// <summary>Since when withdrawal is frozen; null: it is not.</summary>
    /// <exception cref="NpgsqlException">The database is away.</exception>
    public async Task<DateTimeOffset?> FrozenSinceAsync(CancellationToken cancellation = default)
    {
        // What else is held changes meanwhile, and each of that is a row.
        await using var command = source.CreateCommand("SELECT at, held FROM globallb.holds ORDER BY at DESC, id DESC LIMIT 10000");
        command.CommandTimeout = LimitSeconds;
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        DateTimeOffset? since = null;
        while (await reader.ReadAsync(cancellation) && !await reader.IsDBNullAsync(1, cancellation) && FreezeGuard.IsFreeze(reader.GetString(1)))
            since = reader.GetFieldValue<DateTimeOffset>(0);
        return since;
    }
}
