using System.Globalization;

namespace GlobalLb.Web.Parts;

/// <summary>How pages write moments and lengths of time.</summary>
internal static class Times
{
    public static string Absolute(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss 'UTC'", CultureInfo.InvariantCulture);

    public static string Ago(DateTimeOffset at, DateTimeOffset now)
    {
        var past = now - at;
        return past < TimeSpan.FromSeconds(5) ? "just now" : $"{Length(past)} ago";
    }

    /// <summary>One unit below a day, two for minutes: as exact as somebody glancing needs.</summary>
    public static string Length(TimeSpan length) => length switch
    {
        { TotalSeconds: < 60 } => $"{(int)length.TotalSeconds} s",
        { TotalMinutes: < 60 } => $"{(int)length.TotalMinutes} min",
        { TotalHours: < 48 } => $"{(int)length.TotalHours} h",
        _ => $"{(int)length.TotalDays} days",
    };

    public static string Left(TimeSpan left) => left switch
    {
        { Ticks: <= 0 } => "ending now",
        { TotalSeconds: < 90 } => $"{Math.Ceiling(left.TotalSeconds):0} s left",
        _ => $"{Math.Ceiling(left.TotalMinutes):0} min left",
    };

    /// <summary>Seconds as people say them: <c>16.5 s</c>.</summary>
    public static string Seconds(double seconds) => $"{seconds.ToString("0.##", CultureInfo.InvariantCulture)} s";
}
