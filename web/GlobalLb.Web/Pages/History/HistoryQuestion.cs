using GlobalLb.Steering.Configuration;
using GlobalLb.Store.Health;

namespace GlobalLb.Web.Pages.History;

/// <summary>Which part of the history is asked for, as texts of an address: by the page and by the API alike.</summary>
/// <param name="From">The beginning; empty: a day before the end.</param>
/// <param name="To">The end; empty: now.</param>
/// <param name="Region">Only this region; empty: all.</param>
/// <param name="Endpoint">Only this endpoint; empty: all.</param>
/// <param name="Pool">Only this pool; empty: all.</param>
/// <param name="Vantage">Only what was found from there; empty: from everywhere.</param>
/// <param name="Zone">The time zone of times that say no offset, and of what is written; empty: UTC.</param>
internal sealed record HistoryQuestion(string? From, string? To, string? Region, string? Endpoint, string? Pool = null, string? Vantage = null, string? Zone = null)
{
    /// <summary>Reads the texts; what is wrong is said by parameter.</summary>
    public HistoryRange? Read(DateTimeOffset now, Dictionary<string, string[]> problems)
    {
        if (!string.IsNullOrEmpty(Zone) && !TimeZoneText.TryParse(Zone, out _, out var problem)) problems["zone"] = [$"{char.ToUpperInvariant(problem[0])}{problem[1..]}."];
        var to = ReadMoment(To, "to", problems) ?? now;
        // Year 1 begins with a day that has none before it.
        if (to < DateTimeOffset.MinValue.AddDays(1)) problems["to"] = ["The end must be after 0001-01-02."];
        var from = ReadMoment(From, "from", problems) ?? (problems.ContainsKey("to") ? to : to.AddDays(-1));
        if (problems.Count == 0 && from >= to) problems["from"] = ["The beginning must be before the end."];
        CheckCode(Region, "region", problems);
        CheckCode(Endpoint, "endpoint", problems);
        CheckCode(Pool, "pool", problems);
        return problems.Count > 0 ? null : new HistoryRange(from, to,
            string.IsNullOrEmpty(Region) ? null : new RegionCode(Region),
            string.IsNullOrEmpty(Endpoint) ? null : new EndpointCode(Endpoint),
            string.IsNullOrEmpty(Pool) ? null : new PoolCode(Pool),
            string.IsNullOrEmpty(Vantage) ? null : Vantage);
    }

    /// <summary>The time zone; UTC when none was asked for, or there is no such one.</summary>
    public TimeZoneInfo FindZone() => !string.IsNullOrEmpty(Zone) && TimeZoneText.TryParse(Zone, out var zone, out _) ? zone : TimeZoneInfo.Utc;

    /// <summary>The question as the part of an address behind the question mark.</summary>
    public string ToQuery() => string.Join("&", new (string Name, string? Value)[] { ("from", From), ("to", To), ("region", Region), ("endpoint", Endpoint), ("pool", Pool), ("vantage", Vantage), ("zone", Zone) }
        .Where(part => !string.IsNullOrEmpty(part.Value)).Select(part => $"{part.Name}={Uri.EscapeDataString(part.Value!)}"));

    private DateTimeOffset? ReadMoment(string? text, string name, Dictionary<string, string[]> problems)
    {
        if (string.IsNullOrWhiteSpace(text)) return null;
        if (HistoryMoment.TryParse(text, FindZone(), out var moment)) return moment;
        problems[name] = [$"'{text}' is no moment; write one such as 2026-01-31T12:00:00Z (in the time zone asked for, else UTC, when no offset is given)."];
        return null;
    }

    private static void CheckCode(string? text, string name, Dictionary<string, string[]> problems)
    {
        if (!string.IsNullOrEmpty(text) && (text.Length > 63 || !text.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '-')))
            problems[name] = [$"'{text}' is no code; codes have lower-case letters, digits and hyphens, at most 63."];
    }
}
