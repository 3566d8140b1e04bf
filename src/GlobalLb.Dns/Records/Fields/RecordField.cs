using System.Text;
using GlobalLb.Dns.Names;
using GlobalLb.Dns.Wire;

namespace GlobalLb.Dns.Records.Fields;

/// <summary>One field of a record's data, in text form and in wire form.</summary>
/// <param name="word">What the field is called in sentences.</param>
internal abstract class RecordField(string word)
{
    /// <summary>What the field is called in sentences.</summary>
    public string Word { get; } = word;

    /// <summary>Whether the canonical form differs from the wire form: names in lower case (RFC 4034 §6.2).</summary>
    public virtual bool IsLowered => false;

    /// <summary>Parses the field from text and writes it; false leaves the reason in <see cref="FieldReader.Problem"/>.</summary>
    public abstract bool Parse(FieldReader text, WireWriter data);

    /// <summary>The octets of a field that is all of the data and one word; null when it is not valid, or not one word always.</summary>
    public virtual byte[]? ParseWord(string text, DomainName origin) => null;

    /// <summary>Reads the field from a message, where names may be compressed, and writes it uncompressed.</summary>
    public abstract bool Read(ref WireReader message, WireWriter data);

    /// <summary>Formats the field from uncompressed wire form; false when it is not valid.</summary>
    public abstract bool Format(ref WireReader data, DomainName origin, StringBuilder text);

    /// <summary>Reads the field from uncompressed wire form and writes it in canonical form.</summary>
    public virtual bool Canonicalise(ref WireReader data, WireWriter canonical) => Read(ref data, canonical);
}
