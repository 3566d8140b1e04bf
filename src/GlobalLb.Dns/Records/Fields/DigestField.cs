using System.Text;
using GlobalLb.Dns.Names;
using GlobalLb.Dns.Wire;

namespace GlobalLb.Dns.Records.Fields;

/// <summary>A type of digest, then the digest to the end of the record; types whose RFC fixes the length have that length.</summary>
/// <param name="type">The type, one octet.</param>
/// <param name="word">What the digest is called in sentences.</param>
/// <param name="lengths">The octets that digests of known types have.</param>
internal sealed class DigestField(NumberField type, string word, params (byte Type, int Octets)[] lengths) : RecordField(word)
{
    private readonly HexField _digest = new(word);

    /// <summary>The octets that digests of known types have.</summary>
    public IReadOnlyList<(byte Type, int Octets)> Lengths => lengths;

    /// <inheritdoc/>
    public override bool Parse(FieldReader text, WireWriter data)
    {
        var start = data.Length;
        if (!type.Parse(text, data) || !_digest.Parse(text, data)) return false;
        var number = data.Written[start];
        var octets = data.Length - start - 1;
        return Length(number) is not { } right || octets == right
            || text.Fail($"the {Word} has {octets} octets, and {type.Word} {number} has {right}: write {right * 2} hexadecimal digits");
    }

    /// <inheritdoc/>
    public override bool Read(ref WireReader message, WireWriter data) => type.Read(ref message, data) && _digest.Read(ref message, data);

    /// <inheritdoc/>
    public override bool Format(ref WireReader data, DomainName origin, StringBuilder text)
    {
        if (!data.TryReadByte(out var number) || (Length(number) is { } right && data.Remaining != right)) return false;
        text.Append(number).Append(' ');
        return _digest.Format(ref data, origin, text);
    }

    private int? Length(byte number)
    {
        foreach (var known in lengths)
            if (known.Type == number) return known.Octets;
        return null;
    }
}
