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
    /// <summary>The type.</summary>
    public RecordType Type => type;

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

        if (writer.Length > ushort.MaxValue)
        {
            problem = $"the record has {writer.Length} octets and may have {ushort.MaxValue}; shorten it";
            return false;
        }

        data = writer.ToArray();
        return true;
    }

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

    /// <summary>Formats the data; false when it is not valid for the type.</summary>
    public bool TryFormat(ReadOnlySpan<byte> data, DomainName origin, [NotNullWhen(true)] out string? text)
    {
        text = null;
        var reader = new WireReader(data);
        var written = new StringBuilder();
        for (var i = 0; i < fields.Length; i++)
        {
            if (i > 0) written.Append(' ');
            if (!fields[i].Format(ref reader, origin, written)) return false;
        }

        if (reader.Remaining > 0) return false;
        text = written.ToString();
        return true;
    }
}
