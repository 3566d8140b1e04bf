using System.Text;
using GlobalLb.Dns.Names;
using GlobalLb.Dns.Wire;

namespace GlobalLb.Dns.Records.Fields;

/// <summary>One octet or more in hexadecimal, to the end of the record; the text may be split into words.</summary>
/// <param name="word">What the octets are called in sentences.</param>
internal sealed class HexField(string word) : RecordField(word)
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
        text.Append(Convert.ToHexString(data.ReadRest()));
        return true;
    }
}
