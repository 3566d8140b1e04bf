using System.Text;
using GlobalLb.Dns.Names;
using GlobalLb.Dns.Wire;

namespace GlobalLb.Dns.Records.Fields;

/// <summary>One or more strings of at most 255 octets each, to the end of the record (RFC 1035 §3.3.14).</summary>
internal sealed class StringsField() : RecordField("text")
{
    /// <inheritdoc/>
    public override bool Parse(FieldReader text, WireWriter data)
    {
        do
        {
            if (!text.TryTake(Word, out var field)) return false;
            if (!CharacterString.TryParse(field, out var octets, out var problem)) return text.Fail(problem);
            if (octets.Length > byte.MaxValue)
                return text.Fail($"a string has {octets.Length} octets and may have 255; split it into several quoted strings, \"like\" \"this\"");
            data.Write((byte)octets.Length);
            data.Write(octets);
        }
        while (!text.IsAtEnd);

        return true;
    }

    /// <inheritdoc/>
    public override bool Read(ref WireReader message, WireWriter data)
    {
        do
        {
            if (!message.TryReadByte(out var length) || !message.TryRead(length, out var octets)) return false;
            data.Write(length);
            data.Write(octets);
        }
        while (message.Remaining > 0);

        return true;
    }

    /// <inheritdoc/>
    public override bool Format(ref WireReader data, DomainName origin, StringBuilder text)
    {
        do
        {
            if (!data.TryReadByte(out var length) || !data.TryRead(length, out var octets)) return false;
            CharacterString.Format(octets, text);
            if (data.Remaining > 0) text.Append(' ');
        }
        while (data.Remaining > 0);

        return true;
    }
}
