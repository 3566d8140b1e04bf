using System.Runtime.CompilerServices;
using GlobalLb.Dns.Names;
using GlobalLb.Steering.Configuration;
using GlobalLb.Store.Configurations;
using Npgsql;

namespace GlobalLb.Store.Health;

/// <summary>The incidents of the past, made of its transitions whenever they are asked for.</summary>
/// <param name="source">Where connections come from.</param>
/// <param name="versions">Says which names were steered over what.</param>
/// <param name="history">Says what was published before.</param>
public sealed class IncidentHistory(NpgsqlDataSource source, ConfigurationVersions versions, HealthHistory history)
{
    /// <summary>Without anything down for longer than this, what comes then is another incident.</summary>
    public static readonly TimeSpan Gap = TimeSpan.FromMinutes(5);

    private readonly IncidentClients _clients = new(history);

    /// <summary>
    /// The incidents of a range, in the order they were over, those that are not over last; streamed. One that began before the
    /// range has what was still down at its beginning.
    /// </summary>
    /// <param name="range">Only transitions of these count.</param>
    /// <param name="cancellation">Ends the reading.</param>
    public async IAsyncEnumerable<Incident> ReadAsync(HistoryRange range, [EnumeratorCancellation] CancellationToken cancellation = default)
    {
        var fold = new IncidentFold(Gap);
        ConfigurationVersion? version = null;
        var names = new Dictionary<PoolCode, DomainName[]>();
        await using var command = source.CreateCommand(Sql);
        HistoryQuery.AddTo(command, range);
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        while (await reader.ReadAsync(cancellation))
            foreach (var incident in fold.With(HistoryRows.ReadTransition(reader), ReadFall(reader))) yield return await CompleteAsync(incident);

        foreach (var incident in fold.Rest()) yield return await CompleteAsync(incident);

        async Task<Incident> CompleteAsync(Incident incident)
        {
            if (incident.ConfigurationVersion != version?.Version)
            {
                version = await versions.FindAsync(incident.ConfigurationVersion, cancellation);
                names = version is null ? [] : NamesOf(version.Document);
            }

            var mine = incident.Pools.SelectMany(pool => names.GetValueOrDefault(pool) ?? []).ToHashSet();
            var named = incident with { SteeredNames = [.. mine.Select(name => name.ToString()).Order(StringComparer.Ordinal)] };
            return version is null || incident.PublishedAt is not { } at
                ? named
                : named with { Moved = await _clients.FindAsync(incident, at, incident.Withdrawn.ToHashSet(), version, mine, cancellation) };
        }
    }

    private static Dictionary<PoolCode, DomainName[]> NamesOf(ConfigurationDocument document) => document.Zones.SelectMany(zone => zone.SteeredNames)
        .SelectMany(name => document.NodesOf(name.Policy).OfType<PoolNode>().Select(node => (node.Pool, name.Name)).Distinct())
        .GroupBy(pair => pair.Pool, pair => pair.Name)
        .ToDictionary(group => group.Key, group => group.ToArray());

    // The columns behind those of the transition.
    private static PublishedFall? ReadFall(NpgsqlDataReader row) => row.IsDBNull(13) ? null : new PublishedFall(
        row.GetFieldValue<DateTimeOffset>(13),
        row.GetFieldValue<double?>(14),
        row.GetFieldValue<int?>(15),
        row.IsDBNull(16) ? [] : [.. row.GetFieldValue<string[]>(16)]);

    // What was down when the range began, and what happened in it; when each fall was published, and how that reached the edges.
    private const string Sql =
        $"""
        {HistoryQuery.ToldSince}
        SELECT {HistoryRows.TransitionColumns}, fall.published, reached.took_ms, reached.confirmed, reached.missing
        FROM told
        LEFT JOIN LATERAL (
            SELECT min(published.at) AS published FROM globallb.published_health AS published
            WHERE to_health = 'down' AND published.endpoint = told.endpoint AND published.at >= told.at AND published.since = told.at AND published.health = 'down') AS fall ON true
        LEFT JOIN LATERAL (
            SELECT took_ms, confirmed, late || gone AS missing FROM globallb.confirmations WHERE published_at = fall.published ORDER BY id LIMIT 1) AS reached ON true
        WHERE {HistoryQuery.OfThen} AND (told.at >= $1 OR to_health = 'down')
        ORDER BY told.at, told.id
        """;
}
