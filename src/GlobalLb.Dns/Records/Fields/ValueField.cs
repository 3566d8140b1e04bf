using System.Text;
using GlobalLb.Dns.Names;
using GlobalLb.Dns.Wire;

namespace GlobalLb.Dns.Records.Fields;

/// <summary>One string without a length of its own, to the end of the record (RFC 7553 §4.4, RFC 8659 §4.1).</summary>
/// <param name="word">What the string is called in sentences.</param>
/// <param name="isRequired">Whether it has at least one octet.</param>
internal sealed class ValueField(string word, bool isRequired) : RecordField(word)
{
    /// <summary>Whether it has at least one octet.</summary>
    public bool IsRequired => isRequired;

    /// <inheritdoc/>
    public override bool Parse(FieldReader text, WireWriter data)
    {
        if (!text.TryTake(Word, out var field)) return false;
        if (!CharacterString.TryParse(field, out var octets, out var problem)) return text.Fail(problem);
        if (IsRequired && octets.Length == 0) return text.Fail($"the {Word} must not be empty");
        data.Write(octets);
        return true;
    }

    /// <inheritdoc/>
    public override bool Read(ref WireReader message, WireWriter data)
    {
        data.Write(message.ReadRest());
        return true;
    }

    /// <inheritdoc/>
    public override bool Format(ref WireReader data, DomainName origin, StringBuilder text)
    {
        if (IsRequired && data.Remaining == 0) return false;
        CharacterString.Format(data.ReadRest(), text);
        return true;
    }
}
