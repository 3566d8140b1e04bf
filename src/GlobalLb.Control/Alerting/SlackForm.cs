using System.Text.Json;

namespace GlobalLb.Control.Alerting;

/// <summary>A message as incoming webhooks of Slack take it: one text, in which three characters mean something.</summary>
internal static class SlackForm
{
    /// <summary>More than any of them shows.</summary>
    private const int Longest = 30_000;

    public static string Of(AlertMessage message)
    {
        var (title, rest) = (Escape(message.Title), Escape(MessageText.Of(message)));
        var text = $"*{title}*\n{rest}";
        return JsonSerializer.Serialize(new { text = text.Length <= Longest ? text : $"{text[..Longest]} …" });
    }

    private static string Escape(string text) => text.Replace("&", "&amp;", StringComparison.Ordinal).Replace("<", "&lt;", StringComparison.Ordinal).Replace(">", "&gt;", StringComparison.Ordinal);
}
