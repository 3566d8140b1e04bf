using System.Globalization;
using System.Text;
using GlobalLb.Dns.Names;
using GlobalLb.Dns.Wire;

namespace GlobalLb.Dns.Records.Fields;

/// <summary>An unsigned number of 1, 2 or 4 octets.</summary>
/// <param name="word">What the number is called in sentences.</param>
/// <param name="octets">How many octets it has in wire form.</param>
internal class NumberField(string word, int octets) : RecordField(word)
{
    private readonly uint _greatest = octets switch { 1 => byte.MaxValue, 2 => ushort.MaxValue, _ => uint.MaxValue };

    /// <summary>How many octets it has in wire form.</summary>
    public int Octets => octets;

    /// <inheritdoc/>
    public override bool Parse(FieldReader text, WireWriter data)
    {
        if (!text.TryTake(Word, out var field)) return false;
        if (!TryParse(field, out var value)) return text.Fail($"the {Word} '{field}' is not {Allowed}");
        for (var shift = (octets - 1) * 8; shift >= 0; shift -= 8) data.Write((byte)(value >> shift));
        return true;
    }

    /// <inheritdoc/>
    public override bool Read(ref WireReader message, WireWriter data)
    {
        if (!message.TryRead(octets, out var number)) return false;
        data.Write(number);
        return true;
    }

    /// <inheritdoc/>
    public override bool Format(ref WireReader data, DomainName origin, StringBuilder text)
    {
        if (!data.TryRead(octets, out var number)) return false;
        uint value = 0;
        foreach (var octet in number) value = (value << 8) | octet;
        text.Append(value);
        return true;
    }

    /// <summary>What would be right, for sentences.</summary>
    protected virtual string Allowed => $"a whole number from 0 to {_greatest}";

    /// <summary>Parses the number.</summary>
    protected virtual bool TryParse(string field, out uint value) =>
        uint.TryParse(field, NumberStyles.None, CultureInfo.InvariantCulture, out value) && value <= _greatest;
}
