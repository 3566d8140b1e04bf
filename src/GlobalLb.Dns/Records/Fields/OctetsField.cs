using System.Text;
using GlobalLb.Dns.Names;
using GlobalLb.Dns.Wire;

namespace GlobalLb.Dns.Records.Fields;

/// <summary>One octet or more, to the end of the record; the text, hexadecimal or Base64, may be split into words.</summary>
/// <param name="word">What the octets are called in sentences.</param>
internal abstract class OctetsField(string word) : RecordField(word)
{
    /// <inheritdoc/>
    public sealed override bool Read(ref WireReader message, WireWriter data)
    {
        if (message.Remaining == 0) return false;
        data.Write(message.ReadRest());
        return true;
    }

    /// <inheritdoc/>
    public sealed override bool Format(ref WireReader data, DomainName origin, StringBuilder text)
    {
        if (data.Remaining == 0) return false;
        text.Append(Format(data.ReadRest()));
        return true;
    }

    /// <summary>Formats the octets.</summary>
    protected abstract string Format(ReadOnlySpan<byte> octets);
}
