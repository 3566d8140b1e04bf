using System.Globalization;
using System.Text.Json;

namespace GlobalLb.Steering.Configuration;

/// <summary>The plain JSON form of <see cref="ScheduleNode"/>.</summary>
internal static class ScheduleJson
{
    /// <summary>How times of day are written.</summary>
    public const string TimeForm = "HH:mm";

    private const string DateForm = "yyyy-MM-dd";

    private static readonly ScheduleWindow UsualWindow = new() { From = default, To = default, Node = PolicyReader.NoNode };
    private static readonly ScheduleNode Usual = new() { Zone = "", Otherwise = PolicyReader.NoNode };

    public static ScheduleNode Read(ref PlainJson json)
    {
        var (zone, windows, exceptions, otherwise) = (Usual.Zone, Usual.Windows, Usual.Exceptions, Usual.Otherwise);
        Minimum? minimum = null;
        var seen = 0;
        while (json.NextMember())
        {
            if (json.Is("zone"u8, 1, ref seen)) zone = json.Text();
            else if (json.Is("windows"u8, 2, ref seen)) windows = json.List(Window);
            else if (json.Is("exceptions"u8, 4, ref seen)) exceptions = json.List(Exception);
            else if (json.Is("otherwise"u8, 8, ref seen)) otherwise = PolicyReader.Node(ref json);
            else minimum = PolicyReader.Minimum(ref json, ref seen);
        }

        PlainJson.Require(1 | 8, seen);
        return new ScheduleNode { Zone = zone, Windows = windows, Exceptions = exceptions, Otherwise = otherwise, Minimum = minimum };
    }

    public static void Write(Utf8JsonWriter json, ScheduleNode node)
    {
        json.WriteString("zone"u8, node.Zone);
        json.WriteStartArray("windows"u8);
        foreach (var window in node.Windows)
        {
            json.WriteStartObject();
            json.WriteStartArray("days"u8);
            foreach (var day in window.Days) json.WriteStringValue(ConfigurationWords.Weekdays[(int)day]);
            json.WriteEndArray();
            json.WriteString("from"u8, Format(window.From));
            json.WriteString("to"u8, Format(window.To));
            json.WritePropertyName("node"u8);
            PolicyWriter.Write(json, window.Node);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteStartArray("exceptions"u8);
        foreach (var exception in node.Exceptions)
        {
            json.WriteStartObject();
            json.WriteString("date"u8, exception.Date.ToString(DateForm, CultureInfo.InvariantCulture));
            json.WritePropertyName("node"u8);
            PolicyWriter.Write(json, exception.Node);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WritePropertyName("otherwise"u8);
        PolicyWriter.Write(json, node.Otherwise);
    }

    /// <summary>The text form of a time of day.</summary>
    public static string Format(TimeOnly time) => time.ToString(TimeForm, CultureInfo.InvariantCulture);

    /// <summary>Parses a time of day.</summary>
    public static bool TryParse(string text, out TimeOnly time) =>
        TimeOnly.TryParseExact(text, TimeForm, CultureInfo.InvariantCulture, DateTimeStyles.None, out time);

    private static ScheduleWindow Window(ref PlainJson json)
    {
        var (days, from, to, node) = (UsualWindow.Days, UsualWindow.From, UsualWindow.To, UsualWindow.Node);
        var seen = 0;
        json.BeginObject();
        while (json.NextMember())
        {
            if (json.Is("days"u8, 1, ref seen)) days = json.List((ref PlainJson day) => (Weekday)day.Word(ConfigurationWords.Weekdays));
            else if (json.Is("from"u8, 2, ref seen)) from = Time(ref json);
            else if (json.Is("to"u8, 4, ref seen)) to = Time(ref json);
            else if (json.Is("node"u8, 8, ref seen)) node = PolicyReader.Node(ref json);
            else throw PlainJson.NotPlain();
        }

        PlainJson.Require(2 | 4 | 8, seen);
        return new ScheduleWindow { Days = days, From = from, To = to, Node = node };
    }

    private static ScheduleException Exception(ref PlainJson json)
    {
        var (date, node) = (default(DateOnly), PolicyReader.NoNode);
        var seen = 0;
        json.BeginObject();
        while (json.NextMember())
        {
            if (json.Is("date"u8, 1, ref seen)) date = Date(ref json);
            else if (json.Is("node"u8, 2, ref seen)) node = PolicyReader.Node(ref json);
            else throw PlainJson.NotPlain();
        }

        PlainJson.Require(1 | 2, seen);
        return new ScheduleException(date, node);
    }

    private static TimeOnly Time(ref PlainJson json) => TryParse(json.Text(), out var time) ? time : throw PlainJson.NotPlain();

    private static DateOnly Date(ref PlainJson json) =>
        DateOnly.TryParseExact(json.Text(), DateForm, CultureInfo.InvariantCulture, DateTimeStyles.None, out var date) ? date : throw PlainJson.NotPlain();
}
