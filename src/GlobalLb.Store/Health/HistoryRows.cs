using System.Text.Json;
using GlobalLb.Steering.Configuration;
using GlobalLb.Steering.Health;
using GlobalLb.Store.Tables;
using Npgsql;

namespace GlobalLb.Store.Health;

/// <summary>What is selected of each kind of row, and how it is read.</summary>
internal static class HistoryRows
{
    public const string TransitionColumns =
        "id, at, endpoint, pool, region, from_health, to_health, reason, vantage, configuration_version, probe, votes, failing_since";

    public const string RollUpColumns =
        "minute, endpoint, vantage, probes, failures, p50_ms, p95_ms, max_ms, probe, reasons, configuration_version";

    public const string OutcomeColumns = "at, endpoint, probe, vantage, passed, reason, latency_ms, warning, configuration_version";

    public static Transition ReadTransition(NpgsqlDataReader row) => new(
        row.GetInt64(0),
        row.GetFieldValue<DateTimeOffset>(1),
        new EndpointCode(row.GetString(2)),
        new PoolCode(row.GetString(3)),
        new RegionCode(row.GetString(4)),
        EnumText<HealthState>.Read(row.GetString(5)),
        EnumText<HealthState>.Read(row.GetString(6)),
        row.GetString(7),
        row.GetString(8),
        row.GetInt64(9),
        row.GetString(10),
        row.IsDBNull(11) ? null : JsonSerializer.Deserialize<List<Vote>>(row.GetString(11), ConfigurationJson.Options),
        row.IsDBNull(12) ? null : row.GetFieldValue<DateTimeOffset>(12));

    public static ProbeRollUp ReadRollUp(NpgsqlDataReader row) => new(
        row.GetFieldValue<DateTimeOffset>(0),
        new EndpointCode(row.GetString(1)),
        row.GetString(2),
        row.GetInt32(3),
        row.GetInt32(4),
        row.GetFieldValue<double?>(5),
        row.GetFieldValue<double?>(6),
        row.GetFieldValue<double?>(7),
        row.GetString(8),
        row.GetString(9) is "{}" ? null : JsonSerializer.Deserialize<SortedDictionary<string, int>>(row.GetString(9)),
        row.GetInt64(10));

    public static StoredOutcome ReadOutcome(NpgsqlDataReader row) => new(
        row.GetFieldValue<DateTimeOffset>(0),
        new EndpointCode(row.GetString(1)),
        row.GetString(2),
        row.GetString(3),
        row.GetBoolean(4),
        row.GetString(5),
        row.GetFloat(6),
        row.IsDBNull(7) ? null : row.GetString(7),
        row.GetInt64(8));

    public static KeyValuePair<EndpointCode, EndpointHealth> ReadHealth(NpgsqlDataReader row) => new(
        new EndpointCode(row.GetString(0)),
        new EndpointHealth(EnumText<HealthState>.Read(row.GetString(1)), row.GetFieldValue<DateTimeOffset>(2), row.GetString(3)));
}
