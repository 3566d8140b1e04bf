using System.Globalization;
using GlobalLb.Steering.Configuration;
using GlobalLb.Store.Health;

namespace GlobalLb.Web.Pages.History;

/// <summary>Which part of the history is asked for, as texts of an address: by the page and by the API alike.</summary>
/// <param name="From">The beginning; empty: a day before the end.</param>
/// <param name="To">The end; empty: now.</param>
/// <param name="Region">Only this region; empty: all.</param>
/// <param name="Endpoint">Only this endpoint; empty: all.</param>
internal sealed record HistoryQuestion(string? From, string? To, string? Region, string? Endpoint)
{
    /// <summary>Reads the texts; what is wrong is said by parameter.</summary>
    public HistoryRange? Read(DateTimeOffset now, Dictionary<string, string[]> problems)
    {
        var to = ReadMoment(To, "to", problems) ?? now;
        // Year 1 begins with a day that has none before it.
        if (to < DateTimeOffset.MinValue.AddDays(1)) problems["to"] = ["The end must be after 0001-01-02."];
        var from = ReadMoment(From, "from", problems) ?? (problems.ContainsKey("to") ? to : to.AddDays(-1));
        if (problems.Count == 0 && from >= to) problems["from"] = ["The beginning must be before the end."];
        CheckCode(Region, "region", problems);
        CheckCode(Endpoint, "endpoint", problems);
        return problems.Count > 0 ? null : new HistoryRange(from, to,
            string.IsNullOrEmpty(Region) ? null : new RegionCode(Region),
            string.IsNullOrEmpty(Endpoint) ? null : new EndpointCode(Endpoint));
    }

    /// <summary>The question as the part of an address behind the question mark.</summary>
    public string ToQuery() => string.Join("&", new (string Name, string? Value)[] { ("from", From), ("to", To), ("region", Region), ("endpoint", Endpoint) }
        .Where(part => !string.IsNullOrEmpty(part.Value)).Select(part => $"{part.Name}={Uri.EscapeDataString(part.Value!)}"));

    private static DateTimeOffset? ReadMoment(string? text, string name, Dictionary<string, string[]> problems)
    {
        if (string.IsNullOrWhiteSpace(text)) return null;
        if (DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var moment)) return moment;
        problems[name] = [$"'{text}' is no moment; write one such as 2026-01-31T12:00:00Z (UTC when no offset is given)."];
        return null;
    }

    private static void CheckCode(string? text, string name, Dictionary<string, string[]> problems)
    {
        if (!string.IsNullOrEmpty(text) && (text.Length > 63 || !text.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '-')))
            problems[name] = [$"'{text}' is no code; codes have lower-case letters, digits and hyphens, at most 63."];
    }
}
