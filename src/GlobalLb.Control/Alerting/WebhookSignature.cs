using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace GlobalLb.Control.Alerting;

/// <summary>Signs webhooks as Standard Webhooks has it: HMAC-SHA256 over the message's id, the time and the body, with dots between.</summary>
internal static class WebhookSignature
{
    /// <summary>The headers of one attempt.</summary>
    /// <param name="id">The message's id.</param>
    /// <param name="now">The moment of the attempt: a receiver refuses what is too old.</param>
    /// <param name="body">The body, as it is sent.</param>
    /// <param name="key">The key; null: it is not signed.</param>
    public static IEnumerable<(string Name, string Value)> Headers(Guid id, DateTimeOffset now, string body, byte[]? key)
    {
        var seconds = now.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        yield return ("webhook-id", $"msg_{id:N}");
        yield return ("webhook-timestamp", seconds);
        if (key is not null) yield return ("webhook-signature", $"v1,{Convert.ToBase64String(HMACSHA256.HashData(key, Encoding.UTF8.GetBytes($"msg_{id:N}.{seconds}.{body}")))}");
    }
}
