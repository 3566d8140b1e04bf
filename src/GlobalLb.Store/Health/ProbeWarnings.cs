using GlobalLb.Steering.Configuration;
using Npgsql;

namespace GlobalLb.Store.Health;

/// <summary>What probes warn of now: gathered from raw outcomes now and then, for pages and alerts.</summary>
/// <param name="source">Where connections come from.</param>
public sealed class ProbeWarnings(NpgsqlDataSource source)
{
    /// <summary>All of them, by endpoint.</summary>
    /// <exception cref="NpgsqlException">The database is away.</exception>
    public async Task<IReadOnlyList<ProbeWarning>> ReadAsync(CancellationToken cancellation = default)
    {
        await using var command = source.CreateCommand("SELECT endpoint, probe, vantage, warning, since, seen_at FROM globallb.probe_warnings ORDER BY 1, 2, 3");
        var found = new List<ProbeWarning>();
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        while (await reader.ReadAsync(cancellation))
        {
            found.Add(new ProbeWarning(
                new EndpointCode(reader.GetString(0)), reader.GetString(1), reader.GetString(2), reader.GetString(3),
                reader.GetFieldValue<DateTimeOffset>(4), reader.GetFieldValue<DateTimeOffset>(5)));
        }

        return found;
    }

    /// <summary>
    /// Takes in what was found since a moment. A probe warns no more when it passed in a later minute without a word; of one that
    /// was not run, or failed, nothing new is known. To do it twice changes nothing.
    /// </summary>
    /// <param name="since">The moment, which may be one that was taken in before.</param>
    /// <param name="cancellation">Gives up; nothing changed.</param>
    /// <exception cref="NpgsqlException">The database is away; nothing changed.</exception>
    public async Task GatherAsync(DateTimeOffset since, CancellationToken cancellation = default)
    {
        await using var connection = await source.OpenConnectionAsync(cancellation);
        await using var transaction = await connection.BeginTransactionAsync(cancellation);
        await using var batch = new NpgsqlBatch(connection, transaction) { Timeout = 0 };
        // One at a time: two that do it at once would meet in the middle.
        batch.BatchCommands.Add(new NpgsqlBatchCommand("LOCK TABLE globallb.probe_warnings IN SHARE ROW EXCLUSIVE MODE"));
        batch.BatchCommands.Add(new NpgsqlBatchCommand(Gather) { Parameters = { new NpgsqlParameter<DateTimeOffset> { TypedValue = since.ToUniversalTime() } } });
        batch.BatchCommands.Add(new NpgsqlBatchCommand("DELETE FROM globallb.probe_warnings WHERE endpoint NOT IN (SELECT code FROM globallb.endpoints)"));
        await batch.ExecuteNonQueryAsync(cancellation);
        await transaction.CommitAsync(cancellation);
    }

    private const string Gather =
        """
        WITH warned AS (
            SELECT DISTINCT ON (endpoint, probe, vantage) endpoint, probe, vantage, warning, at, min(at) OVER (PARTITION BY endpoint, probe, vantage) AS first
            FROM globallb.probe_outcomes WHERE at >= $1 AND warning IS NOT NULL
            ORDER BY endpoint, probe, vantage, at DESC),
        passed AS (
            SELECT endpoint, probe, vantage, max(minute) AS minute
            FROM globallb.probe_rollups WHERE minute >= $1 AND probes > failures GROUP BY 1, 2, 3),
        holding AS (
            SELECT warned.* FROM warned LEFT JOIN passed USING (endpoint, probe, vantage) WHERE passed.minute IS NULL OR warned.at >= passed.minute),
        over AS (
            DELETE FROM globallb.probe_warnings AS known USING passed
            WHERE known.endpoint = passed.endpoint AND known.probe = passed.probe AND known.vantage = passed.vantage AND known.seen_at < passed.minute
                AND NOT EXISTS (SELECT FROM holding WHERE holding.endpoint = known.endpoint AND holding.probe = known.probe AND holding.vantage = known.vantage))
        INSERT INTO globallb.probe_warnings AS known (endpoint, probe, vantage, warning, since, seen_at)
        SELECT endpoint, probe, vantage, warning, first, at FROM holding
        ON CONFLICT (endpoint, probe, vantage) DO UPDATE SET warning = excluded.warning, seen_at = greatest(known.seen_at, excluded.seen_at)
        """;
}
