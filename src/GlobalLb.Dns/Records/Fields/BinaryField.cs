using System.Text;
using GlobalLb.Dns.Names;
using GlobalLb.Dns.Wire;

namespace GlobalLb.Dns.Records.Fields;

/// <summary>One octet or more in Base64 (RFC 4648 §4), to the end of the record; the text may be split into words.</summary>
/// <param name="word">What the octets are called in sentences.</param>
internal sealed class BinaryField(string word) : RecordField(word)
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
    public override bool Read(ref WireReader message, WireWriter data)
    {
        if (message.Remaining == 0) return false;
        data.Write(message.ReadRest());
        return true;
    }

    /// <inheritdoc/>
    public override bool Format(ref WireReader data, DomainName origin, StringBuilder text)
    {
        if (data.Remaining == 0) return false;
        text.Append(Convert.ToBase64String(data.ReadRest()));
        return true;
    }

    private static bool IsDigit(char character) => char.IsAsciiLetterOrDigit(character) || character is '+' or '/' or '=';
}
