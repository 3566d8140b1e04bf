using System.Buffers.Binary;
using GlobalLb.Dns.Names;
using GlobalLb.Dns.Records;
using GlobalLb.Steering.Configuration;

namespace GlobalLb.Steering.Snapshots;

/// <summary>Turns what an operator wrote into records in wire form.</summary>
internal static class ZoneRecords
{
    /// <summary>The data of a zone's SOA record (RFC 1035 §3.3.13).</summary>
    public static byte[] Authority(ZoneAuthority authority, long version)
    {
        Span<byte> numbers = stackalloc byte[20];
        BinaryPrimitives.WriteUInt32BigEndian(numbers, authority.Serial ?? (uint)version); // serial arithmetic wraps (RFC 1982)
        BinaryPrimitives.WriteUInt32BigEndian(numbers[4..], authority.Refresh);
        BinaryPrimitives.WriteUInt32BigEndian(numbers[8..], authority.Retry);
        BinaryPrimitives.WriteUInt32BigEndian(numbers[12..], authority.Expire);
        BinaryPrimitives.WriteUInt32BigEndian(numbers[16..], authority.NegativeTtl);
        return [.. authority.PrimaryNameServer.Wire, .. authority.Mailbox.Wire, .. numbers];
    }

    /// <summary>One set, its records parsed as a master file's would be.</summary>
    public static RecordSet Compile(IGrouping<RecordType, Record> set, DomainName origin) => new(set.Key, [.. set.Select(record =>
        record.TryGetOctets(origin, out var data, out var problem)
            ? RecordWire.Write(record.Type, record.Ttl, data)
            : throw new InvalidOperationException($"an unchecked record reached the compiler: {problem}"))]);
}
