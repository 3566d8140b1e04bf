using System.Text;
using GlobalLb.Dns.Names;
using GlobalLb.Dns.Wire;

namespace GlobalLb.Dns.Records.Fields;

/// <summary>A domain name.</summary>
/// <param name="word">What the name is called in sentences.</param>
/// <param name="rules">Whether it may be compressed, and its canonical form.</param>
internal sealed class NameField(string word, NameRules rules = NameRules.CompressedAndLowered) : RecordField(word)
{
    /// <inheritdoc/>
    public override bool IsLowered => rules != NameRules.AsIs;

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
    public override byte[]? ParseWord(string text, DomainName origin) =>
        DomainName.TryParse(text, origin, out var name, out _) ? name.Wire.ToArray() : null;

    /// <inheritdoc/>
    public override bool Read(ref WireReader message, WireWriter data)
    {
        if (rules != NameRules.CompressedAndLowered)
        {
            if (!message.TryReadPlainName(out var plain)) return false;
            data.Write(plain);
            return true;
        }

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

    /// <inheritdoc/>
    public override bool Canonicalise(ref WireReader data, WireWriter canonical)
    {
        if (!data.TryReadPlainName(out var name)) return false;

        // Length octets are at most 63 and letters start at 65: the whole name can be lowered octet by octet.
        foreach (var octet in name)
            canonical.Write(IsLowered && octet is >= (byte)'A' and <= (byte)'Z' ? (byte)(octet | 0x20) : octet);
        return true;
    }
}
