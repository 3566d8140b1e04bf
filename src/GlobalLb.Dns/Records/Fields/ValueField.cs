using System.Text;
using GlobalLb.Dns.Names;
using GlobalLb.Dns.Wire;

namespace GlobalLb.Dns.Records.Fields;

/// <summary>One string without a length of its own, to the end of the record (RFC 8659 §4.1).</summary>
internal sealed class ValueField() : RecordField("value")
{
    /// <inheritdoc/>
    public override bool Parse(FieldReader text, WireWriter data)
    {
        if (!text.TryTake(Word, out var field)) return false;
        if (!CharacterString.TryParse(field, out var octets, out var problem)) return text.Fail(problem);
        data.Write(octets);
        return true;
    }

    /// <inheritdoc/>
    public override bool Read(ref WireReader message, WireWriter data)
    {
        if (!message.TryRead(message.Remaining, out var value)) return false;
        data.Write(value);
        return true;
    }

    /// <inheritdoc/>
    public override bool Format(ref WireReader data, DomainName origin, StringBuilder text)
    {
        if (!data.TryRead(data.Remaining, out var value)) return false;
        CharacterString.Format(value, text);
        return true;
    }
}
