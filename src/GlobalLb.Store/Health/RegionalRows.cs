using System.Collections.Frozen;
using System.Collections.Immutable;
using GlobalLb.Steering.Configuration;
using GlobalLb.Steering.Health;
using GlobalLb.Store.Tables;
using Npgsql;

namespace GlobalLb.Store.Health;

/// <summary>Reads what was published for clients near some vantages.</summary>
internal static class RegionalRows
{
    /// <summary>What was published by a moment that was not as for all.</summary>
    /// <param name="source">Where connections come from.</param>
    /// <param name="moment">The moment; null: now.</param>
    /// <param name="cancellation">Ends the reading.</param>
    public static async Task<ImmutableArray<RegionalView>> ReadAsync(NpgsqlDataSource source, DateTimeOffset? moment, CancellationToken cancellation)
    {
        // Found by leaping through the index, not by reading all rows. What is so now is what came last, whatever its time: a clock may have been set back.
        await using var command = source.CreateCommand(
            $"""
            WITH RECURSIVE known AS (
                (SELECT near, endpoint FROM globallb.regional_health ORDER BY near, endpoint LIMIT 1)
                UNION ALL
                SELECT next.near, next.endpoint FROM known CROSS JOIN LATERAL (
                    SELECT near, endpoint FROM globallb.regional_health
                    WHERE (near, endpoint) > (known.near, known.endpoint) ORDER BY near, endpoint LIMIT 1) AS next)
            SELECT last.near, last.endpoint, last.since, last.reason FROM known CROSS JOIN LATERAL (
                SELECT * FROM globallb.regional_health WHERE near = known.near AND endpoint = known.endpoint
                {(moment is null ? "" : "AND at <= $2")} ORDER BY {(moment is null ? "" : "at DESC,")} id DESC LIMIT 1) AS last
            WHERE last.health = $1
            """);
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = EnumText<HealthState>.Write(HealthState.Down) });
        if (moment is { } then) command.Parameters.Add(new NpgsqlParameter<DateTimeOffset> { TypedValue = then.ToUniversalTime() });
        var found = new SortedDictionary<string, Dictionary<EndpointCode, EndpointHealth>>(StringComparer.Ordinal);
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        while (await reader.ReadAsync(cancellation))
        {
            if (!found.TryGetValue(reader.GetString(0), out var down)) found.Add(reader.GetString(0), down = []);
            down[new(reader.GetString(1))] = new EndpointHealth(HealthState.Down, reader.GetFieldValue<DateTimeOffset>(2), reader.GetString(3));
        }

        return [.. found.Select(pair => new RegionalView(new(pair.Key), pair.Value.ToFrozenDictionary()))];
    }

    /// <summary>The newest changes, newest first.</summary>
    public static async Task<IReadOnlyList<RegionalChange>> LatestAsync(NpgsqlDataSource source, int take, IEnumerable<EndpointCode> endpoints, CancellationToken cancellation)
    {
        await using var command = source.CreateCommand(
            "SELECT at, near, endpoint, health, since, reason, configuration_version FROM globallb.regional_health WHERE endpoint = ANY($1) ORDER BY at DESC, id DESC LIMIT $2");
        command.Parameters.Add(new NpgsqlParameter<string[]> { TypedValue = [.. endpoints.Select(code => code.Value)] });
        command.Parameters.Add(new NpgsqlParameter<int> { TypedValue = take });
        var found = new List<RegionalChange>();
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        while (await reader.ReadAsync(cancellation))
        {
            found.Add(new RegionalChange(
                reader.GetFieldValue<DateTimeOffset>(0), new(reader.GetString(1)), new(reader.GetString(2)),
                new EndpointHealth(EnumText<HealthState>.Read(reader.GetString(3)), reader.GetFieldValue<DateTimeOffset>(4), reader.GetString(5)),
                reader.GetInt64(6)));
        }

        return found;
    }
}
