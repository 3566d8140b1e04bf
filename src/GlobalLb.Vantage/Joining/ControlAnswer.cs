using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;

namespace GlobalLb.Vantage.Joining;

/// <summary>Asks a Control, and reads what it says when it refuses.</summary>
internal static class ControlAnswer
{
    private const int LongestSentence = 400, LongestBody = 10_000;

    /// <summary>A request that says who we are.</summary>
    public static HttpRequestMessage Request(HttpMethod method, Uri control, string path, string token)
    {
        var request = new HttpRequestMessage(method, new Uri(control, path));
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        return request;
    }

    /// <summary>Why it refuses, as a sentence.</summary>
    public static async Task<string> WhyAsync(HttpResponseMessage response, CancellationToken cancellation)
    {
        if (response.StatusCode == HttpStatusCode.Unauthorized) return "it answered 401: the token is not the one that 'globallb vantage token' gives for this vantage there";
        var sentence = await DetailAsync(response, cancellation);
        return sentence is null ? $"it answered {(int)response.StatusCode}: is this the address of a Control?" : $"it answered {(int)response.StatusCode}: {sentence}";
    }

    // What it says is for a log of ours: one line, and not longer than it needs.
    private static async Task<string?> DetailAsync(HttpResponseMessage response, CancellationToken cancellation)
    {
        if (response.Content.Headers.ContentType?.MediaType != "application/problem+json" || response.Content.Headers.ContentLength is > LongestBody) return null;
        try
        {
            await using var stream = await response.Content.ReadAsStreamAsync(cancellation);
            var octets = new byte[LongestBody];
            var length = await stream.ReadAtLeastAsync(octets, LongestBody, throwOnEndOfStream: false, cancellation);
            using var json = JsonDocument.Parse(octets.AsMemory(0, length));
            return json.RootElement.TryGetProperty("detail", out var detail) && detail.GetString() is { } text
                ? string.Concat(text.Where(c => !char.IsControl(c)).Take(LongestSentence))
                : null;
        }
        catch (Exception failure) when (failure is JsonException or IOException or HttpRequestException or InvalidOperationException)
        {
            return null;
        }
    }
}
