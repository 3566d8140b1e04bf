using GlobalLb.Dns.Names;
using GlobalLb.Dns.Records;

namespace GlobalLb.Dns.Zones;

/// <summary>One record of a master file.</summary>
/// <param name="Name">The owner.</param>
/// <param name="Ttl">The TTL in seconds, at most <see cref="TimeToLive.Longest"/>.</param>
/// <param name="Type">The type.</param>
/// <param name="Octets">The data in uncompressed wire form.</param>
public sealed record ZoneRecord(DomainName Name, uint Ttl, RecordType Type, ReadOnlyMemory<byte> Octets)
{
    /// <summary>The record as a line of a master file, names absolute.</summary>
    public override string ToString() => $"{Name} {Ttl} IN {RecordTypes.Format(Type)} {RecordText.Format(Type, Octets.Span, DomainName.Root)}";
}
