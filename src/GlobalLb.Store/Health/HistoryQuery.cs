using Npgsql;
using NpgsqlTypes;

namespace GlobalLb.Store.Health;

/// <summary>A range as the parameters of a command: $1 and $2 the time, $3 the region, $4 the endpoint, $5 the pool, $6 the vantage.</summary>
internal static class HistoryQuery
{
    /// <summary>The condition on rows that say where their endpoint was.</summary>
    public const string OfThen =
        "($3 IS NULL OR region = $3) AND ($4 IS NULL OR endpoint = $4) AND ($5 IS NULL OR pool = $5) AND ($6 IS NULL OR vantage = $6)";

    /// <summary>The condition on rows that do not: where pools and regions are today decides.</summary>
    public const string OfToday =
        """
        ($4 IS NULL OR endpoint = $4) AND ($6 IS NULL OR vantage = $6)
          AND ($3 IS NULL AND $5 IS NULL OR endpoint IN (
              SELECT one.code FROM globallb.endpoints AS one JOIN globallb.pools AS pool ON pool.code = one.pool
              WHERE ($3 IS NULL OR pool.region = $3) AND ($5 IS NULL OR pool.code = $5)))
        """;

    /// <summary>The beginning of a command: in <c>told</c> are the transitions of the range, and the last before it of each endpoint.</summary>
    public const string ToldSince =
        """
        WITH RECURSIVE known AS (
            SELECT min(endpoint) AS code FROM globallb.transitions
            UNION ALL
            SELECT (SELECT min(endpoint) FROM globallb.transitions WHERE endpoint > known.code) FROM known WHERE known.code IS NOT NULL),
        told AS (
            SELECT last.* FROM known CROSS JOIN LATERAL (
                SELECT * FROM globallb.transitions WHERE endpoint = known.code AND at < $1 ORDER BY at DESC, id DESC LIMIT 1) AS last
            UNION ALL
            SELECT * FROM globallb.transitions WHERE at >= $1 AND at < $2)
        """;

    /// <summary>Adds the parameters.</summary>
    public static void AddTo(NpgsqlCommand command, HistoryRange range)
    {
        command.Parameters.Add(new NpgsqlParameter<DateTimeOffset> { TypedValue = range.From.ToUniversalTime() });
        command.Parameters.Add(new NpgsqlParameter<DateTimeOffset> { TypedValue = range.To.ToUniversalTime() });
        foreach (var text in new[] { range.Region?.Value, range.Endpoint?.Value, range.Pool?.Value, range.Vantage }) command.Parameters.Add(Text(text));
    }

    /// <summary>A text that may be null.</summary>
    public static NpgsqlParameter Text(string? value) => new() { NpgsqlDbType = NpgsqlDbType.Text, Value = (object?)value ?? DBNull.Value };
}
