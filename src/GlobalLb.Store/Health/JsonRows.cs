using System.Globalization;
using System.Text.Json;
using GlobalLb.Steering.Health;
using GlobalLb.Store.Tables;

namespace GlobalLb.Store.Health;

/// <summary>Rows of history as JSON objects.</summary>
internal static class JsonRows
{
    /// <summary>Writes a transition.</summary>
    public static void Write(Utf8JsonWriter writer, Transition row)
    {
        writer.WriteStartObject();
        writer.WriteNumber("id", row.Id);
        WriteTime(writer, "at", row.At);
        writer.WriteString("endpoint", row.Endpoint.Value);
        writer.WriteString("pool", row.Pool.Value);
        writer.WriteString("region", row.Region.Value);
        writer.WriteString("from", EnumText<HealthState>.Write(row.From));
        writer.WriteString("to", EnumText<HealthState>.Write(row.To));
        writer.WriteString("reason", row.Reason);
        writer.WriteString("vantage", row.Vantage);
        writer.WriteNumber("configurationVersion", row.ConfigurationVersion);
        writer.WriteEndObject();
    }

    /// <summary>Writes a roll-up.</summary>
    public static void Write(Utf8JsonWriter writer, ProbeRollUp row)
    {
        writer.WriteStartObject();
        WriteTime(writer, "minute", row.Minute);
        writer.WriteString("endpoint", row.Endpoint.Value);
        writer.WriteString("vantage", row.Vantage);
        writer.WriteNumber("probes", row.Probes);
        writer.WriteNumber("failures", row.Failures);
        WriteNumber(writer, "p50Ms", row.P50Milliseconds);
        WriteNumber(writer, "p95Ms", row.P95Milliseconds);
        WriteNumber(writer, "maxMs", row.MaxMilliseconds);
        writer.WriteEndObject();
    }

    private static void WriteTime(Utf8JsonWriter writer, string name, DateTimeOffset time) =>
        writer.WriteString(name, time.UtcDateTime.ToString(CsvRows.TimeFormat, CultureInfo.InvariantCulture));

    private static void WriteNumber(Utf8JsonWriter writer, string name, double? value)
    {
        if (value is { } number) writer.WriteNumber(name, number);
        else writer.WriteNull(name);
    }
}
