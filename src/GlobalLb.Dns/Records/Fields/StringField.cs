using System.Text;
using GlobalLb.Dns.Names;
using GlobalLb.Dns.Wire;

namespace GlobalLb.Dns.Records.Fields;

/// <summary>One string of at most 255 octets (RFC 1035 §3.3).</summary>
/// <param name="word">What the string is called in sentences.</param>
internal class StringField(string word) : RecordField(word)
{
    /// <inheritdoc/>
    public override bool Parse(FieldReader text, WireWriter data)
    {
        if (!text.TryTake(Word, out var field)) return false;
        if (!CharacterString.TryParse(field, out var octets, out var problem)) return text.Fail(problem);
        if (octets.Length > byte.MaxValue) return text.Fail($"the {Word} has {octets.Length} octets and may have 255; shorten it");
        if (FindProblem(octets) is { } wrong) return text.Fail($"the {Word} '{field}' {wrong}");
        data.Write((byte)octets.Length);
        data.Write(octets);
        return true;
    }

    /// <inheritdoc/>
    public override bool Read(ref WireReader message, WireWriter data)
    {
        if (!message.TryReadByte(out var length) || !message.TryRead(length, out var octets)) return false;
        data.Write(length);
        data.Write(octets);
        return true;
    }

    /// <inheritdoc/>
    public override bool Format(ref WireReader data, DomainName origin, StringBuilder text)
    {
        if (!data.TryReadByte(out var length) || !data.TryRead(length, out var octets) || FindProblem(octets) is not null) return false;
        CharacterString.Format(octets, text);
        return true;
    }

    /// <summary>What is wrong with the octets, as the end of a sentence; null when nothing is.</summary>
    protected virtual string? FindProblem(ReadOnlySpan<byte> octets) => null;
}
