using System.Runtime.CompilerServices;
using GlobalLb.Steering.Configuration;
using GlobalLb.Store.Configurations;
using Npgsql;

namespace GlobalLb.Store.Health;

/// <summary>The incidents of the past, made of its transitions whenever they are asked for.</summary>
/// <param name="source">Where connections come from.</param>
/// <param name="versions">Says which names were steered over what.</param>
public sealed class IncidentHistory(NpgsqlDataSource source, ConfigurationVersions versions)
{
    /// <summary>Without anything down for longer than this, what comes then is another incident.</summary>
    public static readonly TimeSpan Gap = TimeSpan.FromMinutes(5);

    /// <summary>
    /// The incidents of a range, in the order they were over, those that are not over last; streamed. One that began before the
    /// range has what was still down at its beginning.
    /// </summary>
    /// <param name="range">Only transitions of these count.</param>
    /// <param name="cancellation">Ends the reading.</param>
    public async IAsyncEnumerable<Incident> ReadAsync(HistoryRange range, [EnumeratorCancellation] CancellationToken cancellation = default)
    {
        var fold = new IncidentFold(Gap);
        var names = new Dictionary<PoolCode, string[]>();
        var version = 0L;
        await using var command = source.CreateCommand(Sql);
        HistoryQuery.AddTo(command, range);
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        while (await reader.ReadAsync(cancellation))
        {
            var publishedAt = reader.IsDBNull(13) ? (DateTimeOffset?)null : reader.GetFieldValue<DateTimeOffset>(13);
            foreach (var incident in fold.With(HistoryRows.ReadTransition(reader), publishedAt)) yield return await NamedAsync(incident);
        }

        foreach (var incident in fold.Rest()) yield return await NamedAsync(incident);

        async Task<Incident> NamedAsync(Incident incident)
        {
            if (incident.ConfigurationVersion != version) (version, names) = (incident.ConfigurationVersion, await NamesAsync(incident.ConfigurationVersion, cancellation));
            return incident with { SteeredNames = [.. incident.Pools.SelectMany(pool => names.GetValueOrDefault(pool) ?? []).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)] };
        }
    }

    private async Task<Dictionary<PoolCode, string[]>> NamesAsync(long version, CancellationToken cancellation)
    {
        if (await versions.FindAsync(version, cancellation) is not { Document: var document }) return [];
        return document.Zones.SelectMany(zone => zone.SteeredNames)
            .SelectMany(name => document.NodesOf(name.Policy).OfType<PoolNode>().Select(node => (node.Pool, Name: name.Name.ToString())).Distinct())
            .GroupBy(pair => pair.Pool, pair => pair.Name)
            .ToDictionary(group => group.Key, group => group.ToArray());
    }

    // What was down when the range began, and what happened in it; and when each fall was published.
    private const string Sql =
        $"""
        {HistoryQuery.ToldSince}
        SELECT {HistoryRows.TransitionColumns}, (
            SELECT min(published.at) FROM globallb.published_health AS published
            WHERE to_health = 'down' AND published.endpoint = told.endpoint AND published.at >= told.at AND published.since = told.at AND published.health = 'down') AS published_at
        FROM told
        WHERE {HistoryQuery.OfThen} AND (at >= $1 OR to_health = 'down')
        ORDER BY at, id
        """;
}
