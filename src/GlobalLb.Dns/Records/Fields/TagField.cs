using System.Text;
using GlobalLb.Dns.Names;
using GlobalLb.Dns.Wire;

namespace GlobalLb.Dns.Records.Fields;

/// <summary>The property tag of a CAA record (RFC 8659 §4.1): a length octet, then ASCII letters and digits.</summary>
internal sealed class TagField() : RecordField("tag")
{
    /// <inheritdoc/>
    public override bool Parse(FieldReader text, WireWriter data)
    {
        if (!text.TryTake(Word, out var field)) return false;
        if (field.Length is 0 or > byte.MaxValue || !field.All(char.IsAsciiLetterOrDigit))
            return text.Fail($"the tag '{field}' must be 1 to 255 letters and digits, such as issue, issuewild or iodef");
        data.Write((byte)field.Length);
        data.Write(Encoding.ASCII.GetBytes(field));
        return true;
    }

    /// <inheritdoc/>
    public override bool Read(ref WireReader message, WireWriter data)
    {
        if (!message.TryReadByte(out var length) || !message.TryRead(length, out var tag)) return false;
        data.Write(length);
        data.Write(tag);
        return true;
    }

    /// <inheritdoc/>
    public override bool Format(ref WireReader data, DomainName origin, StringBuilder text)
    {
        if (!data.TryReadByte(out var length) || length == 0 || !data.TryRead(length, out var tag)) return false;
        foreach (var octet in tag)
        {
            if (!char.IsAsciiLetterOrDigit((char)octet)) return false;
            text.Append((char)octet);
        }

        return true;
    }
}
