using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Text;
using GlobalLb.Dns.Names;

namespace GlobalLb.Dns.Records;

/// <summary>
/// The data of records in text form, as in a master file (RFC 1035 §5.1, RFC 3597 §5), to and from uncompressed wire form.
/// </summary>
public static class RecordText
{
    private static readonly SearchValues<char> Cutting = SearchValues.Create(" \t\r\n;()\"\\\uFEFF");

    /// <summary>Parses the data of a record.</summary>
    /// <param name="type">The type of the record.</param>
    /// <param name="text">The text; parentheses and quotes as in a master file, no comment.</param>
    /// <param name="origin">What relative names are completed with.</param>
    /// <param name="data">The data in uncompressed wire form, at most 65 535 octets, when the text is valid.</param>
    /// <param name="problem">One sentence saying what is wrong and what would be right, when it is not.</param>
    public static bool TryParse(
        RecordType type, string text, DomainName origin, [NotNullWhen(true)] out byte[]? data, [NotNullWhen(false)] out string? problem)
    {
        // Most data is one word, which there is nothing to cut from.
        if (text.Length > 0 && !text.AsSpan().ContainsAny(Cutting))
        {
            data = RecordForms.Find(type)?.ParseWord(text, origin);
            problem = null;
            return data is not null || TryParse(type, new FieldReader([new TextField(text, false, 1, 1)], 0, origin), out data, out problem);
        }

        data = null;
        var scanner = new EntryScanner(text, allowsComments: false);
        var fields = new List<TextField>();
        if (scanner.TryRead(fields, out _, out var cut) && cut is not null)
        {
            problem = cut.Sentence;
            return false;
        }

        var rest = new List<TextField>();
        while (scanner.TryRead(rest, out _, out cut))
        {
            if (cut is null && rest.Count == 0) continue;
            problem = "the text has more than one line; write one record, or join its lines with ( and )";
            return false;
        }

        return TryParse(type, new FieldReader(fields, 0, origin), out data, out problem);
    }

    /// <summary>Formats the data of a record; data that is not valid for its type gets the general form of RFC 3597.</summary>
    /// <param name="type">The type of the record.</param>
    /// <param name="data">The data in uncompressed wire form.</param>
    /// <param name="origin">Names below it are written relative to it; the root makes every name absolute.</param>
    public static string Format(RecordType type, ReadOnlySpan<byte> data, DomainName origin)
    {
        var text = new StringBuilder();
        Format(type, data, origin, text);
        return text.ToString();
    }

    /// <summary>A valid text form of a type; null when the type has none of its own here.</summary>
    public static string? FindExample(RecordType type) => RecordForms.Find(type)?.Example;

    /// <summary>Formats the data of a record behind other text.</summary>
    internal static void Format(RecordType type, ReadOnlySpan<byte> data, DomainName origin, StringBuilder text)
    {
        if (RecordForms.Find(type) is not { } form || !form.TryFormat(data, origin, text)) UnknownRecord.Format(data, text);
    }

    /// <summary>Parses the data of a record from fields that are already cut.</summary>
    internal static bool TryParse(
        RecordType type, FieldReader fields, [NotNullWhen(true)] out byte[]? data, [NotNullWhen(false)] out string? problem)
    {
        data = null;
        if (RecordTypes.IsMeta(type))
        {
            problem = $"{RecordTypes.Format(type)} exists in questions only; a zone cannot hold a record of this type";
            return false;
        }

        var form = RecordForms.Find(type);
        if (fields.TakesWord(UnknownRecord.Mark))
        {
            if (!UnknownRecord.TryParse(fields, out data, out problem)) return false;
            if (form is null || form.IsValid(data)) return true;
            problem = $"these octets are no valid data of a record of type {RecordTypes.Format(type)}; write the record in its own form";
            data = null;
            return false;
        }

        if (fields.OnlyWord is { } word && form?.ParseWord(word, fields.Origin) is { } octets)
        {
            data = octets;
            problem = null;
            return true;
        }

        if (form is not null) return form.TryParse(fields, out data, out problem);
        problem = $"{RecordTypes.Format(type)} has no text form of its own here; write its data like: \\# 4 C0000201";
        return false;
    }
}
