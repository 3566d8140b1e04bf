using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using GlobalLb.Steering.Configuration;

namespace GlobalLb.Server.Declaring;

/// <summary>
/// Writes what JSON says as YAML for people: the same members in the same order, everything that is in force said, and what is small
/// on one line. Texts that another reader of YAML could take for something else are in quotes.
/// </summary>
internal static partial class YamlText
{
    private const int Width = 110;

    /// <summary>Writes a configuration. Reading it again gives the same, exactly.</summary>
    public static string Write(ConfigurationDocument document)
    {
        using var json = JsonDocument.Parse(ConfigurationJson.Write(document), new JsonDocumentOptions { MaxDepth = 64 });
        var text = new StringBuilder();
        foreach (var member in json.RootElement.EnumerateObject())
        {
            if (text.Length > 0) text.Append('\n');
            Member(text, member, 0, isWhole: true);
        }

        return text.ToString();
    }

    /// <summary>One value on one line.</summary>
    /// <param name="value">The value.</param>
    /// <param name="most">After how many characters it may be cut off.</param>
    public static string Line(JsonElement value, int most = int.MaxValue)
    {
        var text = new StringBuilder();
        return Flow(text, value, most) ? text.ToString() : $"{text.ToString().AsSpan(0, Math.Max(0, most - 1))}…";
    }

    /// <summary>A text as it is written: plain where nobody can mistake it.</summary>
    public static string Scalar(string text)
    {
        if (Plain().IsMatch(text) && !Mistakable().IsMatch(text)) return text;
        if (text.Any(letter => char.IsControl(letter) || letter is '\u2028' or '\u2029' or '\uFEFF' || char.IsSurrogate(letter))) return Escaped(text);
        return text.AsSpan().ContainsAny('"', '\\') ? $"'{text.Replace("'", "''", StringComparison.Ordinal)}'" : $"\"{text}\"";
    }

    private static void Member(StringBuilder text, JsonProperty member, int indent, bool isWhole)
    {
        text.Append(member.Name).Append(':');
        if (!TryAppend(text, member.Value, indent + member.Name.Length + 2, isWhole, ' '))
        {
            text.Append('\n');
            Block(text, member.Value, isWhole ? 2 : indent + 2);
        }
        else text.Append('\n');
    }

    // Whether it stands on the line that has begun.
    private static bool TryAppend(StringBuilder text, JsonElement value, int used, bool isWhole, char before)
    {
        var isEmpty = value.ValueKind switch
        {
            JsonValueKind.Array => value.GetArrayLength() == 0,
            JsonValueKind.Object => !value.EnumerateObject().Any(),
            _ => true,
        };
        if (isWhole && !isEmpty) return false;
        var at = text.Length;
        text.Append(before);
        if (Flow(text, value, isEmpty || before == '\0' ? int.MaxValue : at + Width - used)) return true;
        text.Length = at;
        return false;
    }

    private static void Block(StringBuilder text, JsonElement value, int indent)
    {
        if (value.ValueKind == JsonValueKind.Object)
        {
            foreach (var member in value.EnumerateObject())
            {
                text.Append(' ', indent);
                Member(text, member, indent, isWhole: false);
            }

            return;
        }

        foreach (var item in value.EnumerateArray())
        {
            text.Append(' ', indent).Append("- ");
            var at = text.Length;
            if (Flow(text, item, IsSmall(item) ? int.MaxValue : at + Width - indent)) text.Append('\n');
            else
            {
                text.Length = at;
                var rest = false;
                foreach (var member in item.EnumerateObject())
                {
                    if (rest) text.Append(' ', indent + 2);
                    rest = true;
                    Member(text, member, indent + 2, isWhole: false);
                }
            }
        }
    }

    // A record, an endpoint: one line, however long a text in it is.
    private static bool IsSmall(JsonElement item) => item.ValueKind is not (JsonValueKind.Object or JsonValueKind.Array)
        || (item.ValueKind == JsonValueKind.Object && item.EnumerateObject().All(member => member.Value.ValueKind is not (JsonValueKind.Object or JsonValueKind.Array)));

    // False: the text has become longer than it may be, and what was appended is to be forgotten.
    private static bool Flow(StringBuilder text, JsonElement value, int most)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Object:
                text.Append('{');
                var members = 0;
                foreach (var member in value.EnumerateObject())
                {
                    text.Append(members++ == 0 ? "" : ", ").Append(member.Name).Append(": ");
                    if (!Flow(text, member.Value, most)) return false;
                }

                text.Append('}');
                break;
            case JsonValueKind.Array:
                text.Append('[');
                var items = 0;
                foreach (var item in value.EnumerateArray())
                {
                    text.Append(items++ == 0 ? "" : ", ");
                    if (!Flow(text, item, most)) return false;
                }

                text.Append(']');
                break;
            case JsonValueKind.String:
                text.Append(Scalar(value.GetString()!));
                break;
            default:
                text.Append(value.GetRawText());
                break;
        }

        return text.Length <= most;
    }

    private static string Escaped(string text)
    {
        var escaped = new StringBuilder("\"");
        foreach (var rune in text.EnumerateRunes())
        {
            if (rune.Value is '"' or '\\') escaped.Append('\\').Append((char)rune.Value);
            else if (rune.Value == '\n') escaped.Append("\\n");
            else if (Rune.IsControl(rune) || rune.Value is 0x2028 or 0x2029 or 0xFEFF) escaped.Append($"\\u{rune.Value:X4}");
            else if (rune.Value > 0xFFFF) escaped.Append($"\\U{rune.Value:X8}");
            else escaped.Append(rune);
        }

        return escaped.Append('"').ToString();
    }

    // No sign of YAML at the beginning, none of a flow collection inside, no colon that ends a name and no blank that begins a comment.
    [GeneratedRegex(@"^[A-Za-z0-9_./](?:[A-Za-z0-9_./@+=;*-]|:(?=[^ ])| (?=[A-Za-z0-9_./@+=;*-]))*$(?<!:)(?<!\n)", RegexOptions.CultureInvariant)]
    private static partial Regex Plain();

    // What YAML 1.1 or 1.2 takes for a number, a date, a truth or nothing; addresses with four parts are none of them.
    [GeneratedRegex(@"^(?:[-+0-9_:eE]*\.?[-+0-9_:eE]*|0[xob][0-9a-fA-F_]*|\.(?:inf|nan)|[0-9]{4}-[0-9]{1,2}-[0-9].*|y|n|yes|no|on|off|true|false|null|~|=)$", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase)]
    private static partial Regex Mistakable();
}
