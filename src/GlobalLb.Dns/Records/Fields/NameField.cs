using System.Text;
using GlobalLb.Dns.Names;
using GlobalLb.Dns.Wire;

namespace GlobalLb.Dns.Records.Fields;

/// <summary>A domain name.</summary>
/// <param name="word">What the name is called in sentences.</param>
internal sealed class NameField(string word) : RecordField(word)
{
    /// <inheritdoc/>
    public override bool Parse(FieldReader text, WireWriter data)
    {
        if (!text.TryTake(Word, out var field)) return false;
        if (!DomainName.TryParse(field, text.Origin, out var name, out var problem))
            return text.Fail($"the {Word} is no valid name: {problem}");
        data.Write(name);
        return true;
    }

    /// <inheritdoc/>
    public override bool Read(ref WireReader message, WireWriter data)
    {
        Span<byte> name = stackalloc byte[DomainName.MaxWireLength];
        if (!message.TryReadName(name, out var length)) return false;
        data.Write(name[..length]);
        return true;
    }

    /// <inheritdoc/>
    public override bool Format(ref WireReader data, DomainName origin, StringBuilder text)
    {
        if (!data.TryReadPlainName(out var wire) || !DomainName.TryRead(wire, out var name)) return false;
        text.Append(name.ToTextBelow(origin));
        return true;
    }
}
