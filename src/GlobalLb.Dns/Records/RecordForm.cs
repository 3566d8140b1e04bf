using System.Diagnostics.CodeAnalysis;
using System.Text;
using GlobalLb.Dns.Names;
using GlobalLb.Dns.Records.Fields;
using GlobalLb.Dns.Wire;

namespace GlobalLb.Dns.Records;

/// <summary>How the data of one type of record is made up; parsing, formatting and reading follow from it.</summary>
/// <param name="type">The type.</param>
/// <param name="example">A valid text form, shown where a text is not valid.</param>
/// <param name="fields">The fields, in order.</param>
internal sealed class RecordForm(RecordType type, string example, params RecordField[] fields)
{
    private readonly bool _isLowered = fields.Any(field => field.IsLowered);

    /// <summary>The type.</summary>
    public RecordType Type => type;

    /// <summary>A valid text form, shown where a text is not valid.</summary>
    public string Example => example;

    /// <summary>The fields, in order.</summary>
    public IReadOnlyList<RecordField> Fields => fields;

    /// <summary>What else is wrong with data whose fields are right, as a sentence without its end; null when nothing is.</summary>
    public Func<ReadOnlySpan<byte>, string?> FindProblem { get; init; } = _ => null;

    /// <summary>Where in the data the name stands whose addresses save a round trip; −1 when there is none.</summary>
    public int TargetOffset { get; init; } = -1;

    /// <summary>Parses the data from text.</summary>
    public bool TryParse(FieldReader text, [NotNullWhen(true)] out byte[]? data, [NotNullWhen(false)] out string? problem)
    {
        data = null;
        problem = null;
        var writer = new WireWriter();
        foreach (var field in fields)
        {
            if (field.Parse(text, writer)) continue;
            problem = $"{text.Problem}; a record of type {RecordTypes.Format(type)} is written like: {example}";
            return false;
        }

        if (!text.IsAtEnd)
        {
            text.TryTake("rest", out var rest);
            problem = $"'{rest}' is one word too many; a record of type {RecordTypes.Format(type)} is written like: {example}";
            return false;
        }

        if (FindProblem(writer.Written) is { } wrong)
        {
            problem = $"{wrong}; a record of type {RecordTypes.Format(type)} is written like: {example}";
            return false;
        }

        if (writer.Length > ushort.MaxValue)
        {
            problem = $"the record has {writer.Length} octets and may have {ushort.MaxValue}; shorten it";
            return false;
        }

        data = writer.ToArray();
        return true;
    }

    /// <summary>
    /// Parses data that is one word, such as an address, without the ado of fields: most records of large zones are like that.
    /// </summary>
    /// <returns>Null when there is more to the type, or the word is wrong: parse its fields then, which can say what is wrong.</returns>
    public byte[]? ParseWord(string text, DomainName origin) => fields.Length == 1 ? fields[0].ParseWord(text, origin) : null;

    /// <summary>Reads the data from a message and writes it with its names uncompressed.</summary>
    public bool TryRead(ref WireReader message, [NotNullWhen(true)] out byte[]? data)
    {
        data = null;
        var writer = new WireWriter();
        foreach (var field in fields)
            if (!field.Read(ref message, writer)) return false;
        if (message.Remaining > 0) return false;
        data = writer.ToArray();
        return true;
    }

    /// <summary>Formats the data; false, and nothing is appended, when it is not valid for the type.</summary>
    public bool TryFormat(ReadOnlySpan<byte> data, DomainName origin, StringBuilder text)
    {
        var start = text.Length;
        var reader = new WireReader(data);
        var isValid = true;
        for (var i = 0; i < fields.Length && isValid; i++)
        {
            if (i > 0) text.Append(' ');
            isValid = fields[i].Format(ref reader, origin, text);
        }

        if (isValid && reader.Remaining == 0 && FindProblem(data) is null)
        {
            while (text.Length > start && text[^1] == ' ') text.Length--; // a last field without any text
            return true;
        }

        text.Length = start;
        return false;
    }

    /// <summary>Whether the data is valid for the type.</summary>
    public bool IsValid(ReadOnlySpan<byte> data) => TryFormat(data, DomainName.Root, new StringBuilder());

    /// <summary>The data in canonical form, names in lower case (RFC 4034 §6.2); data that is not valid is canonical as it is.</summary>
    public ReadOnlyMemory<byte> Canonicalise(ReadOnlyMemory<byte> data)
    {
        if (!_isLowered) return data;
        var reader = new WireReader(data.Span);
        var writer = new WireWriter();
        foreach (var field in fields)
            if (!field.Canonicalise(ref reader, writer)) return data;
        return reader.Remaining > 0 ? data : writer.ToArray();
    }
}
