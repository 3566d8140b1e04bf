using GlobalLb.Dns.Wire;

namespace GlobalLb.Dns.Records.Fields;

/// <summary>Octets in hexadecimal.</summary>
/// <param name="word">What the octets are called in sentences.</param>
internal sealed class HexField(string word) : OctetsField(word)
{
    /// <inheritdoc/>
    public override bool Parse(FieldReader text, WireWriter data)
    {
        if (!text.TryTakeRest(Word, "in hexadecimal", char.IsAsciiHexDigit, out var digits)) return false;
        if (digits.Length == 0 || digits.Length % 2 != 0) return text.Fail($"the {Word} has {digits.Length} hexadecimal digits and needs two for each octet");
        data.Write(Convert.FromHexString(digits));
        return true;
    }

    /// <inheritdoc/>
    protected override string Format(ReadOnlySpan<byte> octets) => Convert.ToHexString(octets);
}
