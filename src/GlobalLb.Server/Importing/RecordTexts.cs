namespace GlobalLb.Server.Importing;

/// <summary>The values of records as databases keep them: names are absolute without a dot at their end, texts may have no quotes.</summary>
internal static class RecordTexts
{
    /// <summary>The same as a master file writes it.</summary>
    /// <param name="type">The type of the record.</param>
    /// <param name="text">Its value.</param>
    public static string Absolute(string type, string text) => type switch
    {
        "NS" or "CNAME" or "PTR" or "DNAME" or "ALIAS" or "MX" or "SRV" or "NAPTR" or "AFSDB" or "KX" => Dotted(text, ^1),
        "SOA" or "RP" or "MINFO" => Dotted(Dotted(text, 0), 1),
        "SVCB" or "HTTPS" => Dotted(text, 1),
        "TXT" or "SPF" when text is not ['"', ..] => $"\"{text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)}\"",
        _ => text,
    };

    private static string Dotted(string text, Index part)
    {
        var parts = text.Split((char[])[' ', '\t'], StringSplitOptions.RemoveEmptyEntries);
        var at = part.GetOffset(parts.Length);
        if (at < 0 || at >= parts.Length || parts[at].EndsWith('.')) return text;
        parts[at] += ".";
        return string.Join(' ', parts);
    }
}
