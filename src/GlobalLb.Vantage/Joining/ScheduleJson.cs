using System.Diagnostics.CodeAnalysis;
using System.Text;
using System.Text.Json;
using GlobalLb.Steering.Configuration;

namespace GlobalLb.Vantage.Joining;

/// <summary>The JSON form of a schedule: on its way to a vantage, and on its disk.</summary>
public static class ScheduleJson
{
    private const string Version = "version", Document = "document";

    /// <summary>Writes a schedule on one line.</summary>
    public static string Write(VantageSchedule schedule) => $$"""{"{{Version}}":{{schedule.Version}},"{{Document}}":{{ConfigurationJson.Write(schedule.Document)}}}""";

    /// <summary>Reads one.</summary>
    /// <param name="octets">The schedule in UTF-8.</param>
    /// <param name="schedule">The schedule, when it is one.</param>
    /// <param name="problem">Why it is not.</param>
    public static bool TryRead(ReadOnlyMemory<byte> octets, [NotNullWhen(true)] out VantageSchedule? schedule, [NotNullWhen(false)] out string? problem)
    {
        (schedule, problem) = (null, null);
        try
        {
            using var json = JsonDocument.Parse(octets);
            if (json.RootElement.ValueKind != JsonValueKind.Object
                || !json.RootElement.TryGetProperty(Version, out var version) || !version.TryGetInt64(out var number)
                || !json.RootElement.TryGetProperty(Document, out var document))
            {
                problem = $"it is no object with '{Version}' and '{Document}'";
                return false;
            }

            schedule = new VantageSchedule(number, ConfigurationJson.Read(Encoding.UTF8.GetBytes(document.GetRawText())));
            return true;
        }
        catch (Exception failure) when (failure is JsonException or InvalidOperationException)
        {
            problem = failure.Message;
            return false;
        }
    }
}
