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
        var completion = new Completion(versions, _clients.Begin());
        await foreach (var incident in FoldAsync(range, cancellation)) yield return await completion.OfAsync(incident, cancellation);
    }

    /// <summary>Of the incidents of a range those that were over last, and of those that are not over the last to begin; the one that began last first.</summary>
    /// <param name="range">Only transitions of these count.</param>
    /// <param name="most">How many: of others nothing is worked out.</param>
    /// <param name="cancellation">Ends the reading.</param>
    public async Task<IReadOnlyList<Incident>> NewestAsync(HistoryRange range, int most, CancellationToken cancellation = default)
    {
        var newest = new Queue<Incident>();
        await foreach (var incident in FoldAsync(range, cancellation))
        {
            newest.Enqueue(incident);
            if (newest.Count > most) newest.Dequeue();
        }

        var completion = new Completion(versions, _clients.Begin());
        var completed = new List<Incident>();
        foreach (var incident in newest.OrderByDescending(incident => incident.Begin)) completed.Add(await completion.OfAsync(incident, cancellation));
        return completed;
    }

    private async IAsyncEnumerable<Incident> FoldAsync(HistoryRange range, [EnumeratorCancellation] CancellationToken cancellation)
    {
        var fold = new IncidentFold(Gap);
        await using var command = source.CreateCommand(Sql);
        HistoryQuery.AddTo(command, range);
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        while (await reader.ReadAsync(cancellation))
            foreach (var incident in fold.With(HistoryRows.ReadTransition(reader), ReadFall(reader))) yield return incident;

        foreach (var incident in fold.Rest()) yield return incident;
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

    // Many in a row are of one version.
    private sealed class Completion(ConfigurationVersions versions, IncidentClients.Reading clients)
    {
        private ConfigurationVersion? _version;
        private Dictionary<PoolCode, DomainName[]> _names = [];

        public async Task<Incident> OfAsync(Incident incident, CancellationToken cancellation)
        {
            if (incident.ConfigurationVersion != _version?.Version)
            {
                _version = await versions.FindAsync(incident.ConfigurationVersion, cancellation);
                _names = _version is null ? [] : NamesOf(_version.Document);
            }

            var mine = incident.Pools.SelectMany(pool => _names.GetValueOrDefault(pool) ?? []).ToHashSet();
            var named = incident with { SteeredNames = [.. mine.Select(name => name.ToString()).Order(StringComparer.Ordinal)] };
            return _version is null || incident.PublishedAt is not { } at ? named : named with { Moved = await clients.FindAsync(incident, at, _version, mine, cancellation) };
        }
    }
}
