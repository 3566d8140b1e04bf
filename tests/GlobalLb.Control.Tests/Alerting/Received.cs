using System.Text.Json;

namespace GlobalLb.Control.Tests.Alerting;

/// <summary>One request that a receiver was sent.</summary>
internal sealed record Received(string Path, IReadOnlyDictionary<string, string> Headers, string Body)
{
    public JsonElement Json => JsonDocument.Parse(Body).RootElement;

    public string Title => Json.GetProperty("title").GetString()!;

    /// <summary>Why each alert was said, and what: <c>begins eu-web-1 is down</c>.</summary>
    public string[] Said => [.. Json.GetProperty("alerts").EnumerateArray().Select(alert => $"{alert.GetProperty("telling").GetString()} {alert.GetProperty("text").GetString()}")];
}
