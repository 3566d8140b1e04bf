using GlobalLb.Dns.Names;
using GlobalLb.Dns.Records;

namespace GlobalLb.Dns.Messages;

/// <summary>One record of a message that was read.</summary>
/// <param name="Name">The owner.</param>
/// <param name="Type">The type.</param>
/// <param name="Ttl">The TTL in seconds.</param>
/// <param name="Octets">The data in uncompressed wire form.</param>
public sealed record MessageRecord(DomainName Name, RecordType Type, uint Ttl, ReadOnlyMemory<byte> Octets)
{
    /// <summary>The data in text form, names absolute.</summary>
    public string Text => RecordText.Format(Type, Octets.Span, DomainName.Root);

    /// <summary>The record as a line of a master file.</summary>
    public override string ToString() => $"{Name} {Ttl} IN {RecordTypes.Format(Type)} {Text}";
}
