using System.Globalization;
using System.Text;
using GlobalLb.Steering.Configuration;

namespace GlobalLb.Control.Alerting;

/// <summary>A message as mail (RFC 5322): plain text in base64, so that no line can be too long or mean anything else.</summary>
internal static class MailForm
{
    private const int OctetsPerWord = 39; // 52 characters of base64: an encoded word has 75 at most (RFC 2047 §2)

    public static string Of(AlertMessage message, AlertReceiver receiver)
    {
        var text = new StringBuilder();
        Add(text, $"From: GlobalLb <{receiver.From}>");
        Add(text, $"To: {string.Join(",\r\n ", receiver.To)}");
        Add(text, $"Subject: {Subject(message.Title)}");
        Add(text, $"Date: {message.Timestamp.ToUniversalTime().ToString("ddd, dd MMM yyyy HH:mm:ss '+0000'", CultureInfo.InvariantCulture)}");
        Add(text, $"Message-ID: <{message.Id:N}@{receiver.From![(receiver.From!.LastIndexOf('@') + 1)..]}>");
        Add(text, "Auto-Submitted: auto-generated"); // no machine answers it (RFC 3834 §5)
        Add(text, "MIME-Version: 1.0");
        Add(text, "Content-Type: text/plain; charset=utf-8");
        Add(text, "Content-Transfer-Encoding: base64");
        Add(text, "");
        var body = Encoding.UTF8.GetBytes(MessageText.Of(message).ReplaceLineEndings("\r\n"));
        for (var at = 0; at < body.Length; at += 57) Add(text, Convert.ToBase64String(body, at, Math.Min(57, body.Length - at)));
        return text.ToString();
    }

    // Words of whole characters, or half of one would be read as another (RFC 2047 §5).
    private static string Subject(string title)
    {
        var words = new List<string>();
        var word = new List<byte>();
        foreach (var rune in title.EnumerateRunes())
        {
            var octets = new byte[rune.Utf8SequenceLength];
            rune.EncodeToUtf8(octets);
            if (word.Count + octets.Length > OctetsPerWord)
            {
                words.Add(Convert.ToBase64String([.. word]));
                word.Clear();
            }

            word.AddRange(octets);
        }

        words.Add(Convert.ToBase64String([.. word]));
        return string.Join("\r\n ", words.Take(8).Select(each => $"=?utf-8?B?{each}?="));
    }

    private static void Add(StringBuilder text, string line) => text.Append(line).Append("\r\n");
}
