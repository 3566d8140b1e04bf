using GlobalLb.Dns.Wire;

namespace GlobalLb.Dns.Records.Fields;

/// <summary>Octets in Base64 (RFC 4648 §4).</summary>
/// <param name="word">What the octets are called in sentences.</param>
internal sealed class BinaryField(string word) : OctetsField(word)
{
    /// <inheritdoc/>
    public override bool Parse(FieldReader text, WireWriter data)
    {
        if (!text.TryTakeRest(Word, "in Base64", IsDigit, out var digits)) return false;
        var octets = new byte[digits.Length / 4 * 3];
        if (digits.Length == 0 || !Convert.TryFromBase64String(digits, octets, out var length))
            return text.Fail($"the {Word} is not whole in Base64; write four characters for every three octets, with = at the end of the last");
        data.Write(octets.AsSpan(0, length));
        return true;
    }

    /// <inheritdoc/>
    protected override string Format(ReadOnlySpan<byte> octets) => Convert.ToBase64String(octets);

    private static bool IsDigit(char character) => char.IsAsciiLetterOrDigit(character) || character is '+' or '/' or '=';
}
