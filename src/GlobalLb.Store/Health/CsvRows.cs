using System.Globalization;
using System.Text;
using GlobalLb.Steering.Health;
using GlobalLb.Store.Tables;

namespace GlobalLb.Store.Health;

/// <summary>Rows of history as lines of CSV (RFC 4180).</summary>
internal static class CsvRows
{
    /// <summary>The first line of transitions.</summary>
    public const string TransitionHeader = "id,at,endpoint,pool,region,from,to,reason,vantage,configuration_version\r\n";

    /// <summary>The first line of roll-ups.</summary>
    public const string RollUpHeader = "minute,endpoint,vantage,probes,failures,p50_ms,p95_ms,max_ms\r\n";

    /// <summary>How times are written, in CSV and in JSON.</summary>
    public const string TimeFormat = "yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'";

    /// <summary>Appends a transition.</summary>
    public static void Append(StringBuilder line, Transition row)
    {
        line.Append(row.Id).Append(',').Append(Time(row.At)).Append(',');
        AppendText(line, row.Endpoint.Value).Append(',');
        AppendText(line, row.Pool.Value).Append(',');
        AppendText(line, row.Region.Value).Append(',');
        line.Append(EnumText<HealthState>.Write(row.From)).Append(',').Append(EnumText<HealthState>.Write(row.To)).Append(',');
        AppendText(line, row.Reason).Append(',');
        AppendText(line, row.Vantage).Append(',').Append(row.ConfigurationVersion).Append("\r\n");
    }

    /// <summary>Appends a roll-up.</summary>
    public static void Append(StringBuilder line, ProbeRollUp row)
    {
        line.Append(Time(row.Minute)).Append(',');
        AppendText(line, row.Endpoint.Value).Append(',');
        AppendText(line, row.Vantage).Append(',').Append(row.Probes).Append(',').Append(row.Failures).Append(',');
        line.Append(Number(row.P50Milliseconds)).Append(',')
            .Append(Number(row.P95Milliseconds)).Append(',')
            .Append(Number(row.MaxMilliseconds)).Append("\r\n");
    }

    private static string Time(DateTimeOffset time) => time.UtcDateTime.ToString(TimeFormat, CultureInfo.InvariantCulture);

    private static string? Number(double? value) => value?.ToString("0.###", CultureInfo.InvariantCulture);

    private static StringBuilder AppendText(StringBuilder line, string text)
    {
        // A spreadsheet would run such a text as a formula, and what an endpoint answers can be in it.
        if (text.Length > 0 && text[0] is '=' or '+' or '-' or '@' or '\t' or '\r') text = "'" + text;
        return text.AsSpan().IndexOfAny(",\"\r\n") < 0
            ? line.Append(text)
            : line.Append('"').Append(text.Replace("\"", "\"\"", StringComparison.Ordinal)).Append('"');
    }
}
