using System.Diagnostics.CodeAnalysis;

namespace GlobalLb.Steering.Configuration;

/// <summary>Time zones by their IANA names, such as <c>Europe/Berlin</c>.</summary>
public static class TimeZoneText
{
    private const int Longest = 100;

    /// <summary>Finds a time zone among those of this machine.</summary>
    public static bool TryParse(string text, [NotNullWhen(true)] out TimeZoneInfo? zone, [NotNullWhen(false)] out string? problem)
    {
        // Looked at before anything is looked up: a name becomes the name of a file.
        zone = null;
        var isName = text.Length is > 0 and <= Longest && text.All(c => char.IsAsciiLetterOrDigit(c) || c is '/' or '_' or '-' or '+');
        problem = isName && TimeZoneInfo.TryFindSystemTimeZoneById(text, out zone) && zone.HasIanaId ? null
            : $"this machine knows no time zone '{text}'; write an IANA name such as Europe/Berlin or UTC, and see that its time zones (tzdata) are installed";
        return problem is null;
    }
}
