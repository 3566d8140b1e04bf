using System.Buffers.Binary;
using GlobalLb.Dns.Names;

namespace GlobalLb.Steering.Configuration;

/// <summary>The fields of a zone's SOA record (RFC 1035 §3.3.13), all times in seconds.</summary>
public sealed record ZoneAuthority
{
    /// <summary>MNAME: the first of the zone's name servers.</summary>
    public required DomainName PrimaryNameServer { get; init; }

    /// <summary>RNAME: the mailbox of who is responsible, its @ written as a dot.</summary>
    public required DomainName Mailbox { get; init; }

    /// <summary>SERIAL; null: the version of the configuration, which grows with every edit.</summary>
    public uint? Serial { get; init; }

    /// <summary>How often secondaries look for a new serial.</summary>
    public uint Refresh { get; init; } = 3600;

    /// <summary>How soon they look again when that failed.</summary>
    public uint Retry { get; init; } = 600;

    /// <summary>After how long without contact they stop answering.</summary>
    public uint Expire { get; init; } = 1_209_600;

    /// <summary>MINIMUM: how long "no such name" may be remembered (RFC 2308 §4).</summary>
    public uint NegativeTtl { get; init; } = 60;

    /// <summary>The TTL of the SOA record itself; negative answers live for the lesser of the two.</summary>
    public uint Ttl { get; init; } = 3600;

    /// <summary>Takes the fields of an existing SOA record.</summary>
    /// <param name="data">Its data in uncompressed wire form.</param>
    /// <param name="ttl">Its TTL.</param>
    /// <exception cref="FormatException">The data is no SOA record's.</exception>
    public static ZoneAuthority Read(ReadOnlySpan<byte> data, uint ttl)
    {
        const int Numbers = 20;
        var end = 0;
        while (end < data.Length && data[end] != 0) end += data[end] + 1;
        if (data.Length < Numbers + 2 || end + 1 > data.Length - Numbers
            || !DomainName.TryRead(data[..(end + 1)], out var primary) || !DomainName.TryRead(data[(end + 1)..^Numbers], out var mailbox))
            throw new FormatException("this is no SOA record");
        var numbers = data[^Numbers..];
        return new ZoneAuthority
        {
            PrimaryNameServer = primary,
            Mailbox = mailbox,
            Serial = BinaryPrimitives.ReadUInt32BigEndian(numbers),
            Refresh = BinaryPrimitives.ReadUInt32BigEndian(numbers[4..]),
            Retry = BinaryPrimitives.ReadUInt32BigEndian(numbers[8..]),
            Expire = BinaryPrimitives.ReadUInt32BigEndian(numbers[12..]),
            NegativeTtl = BinaryPrimitives.ReadUInt32BigEndian(numbers[16..]),
            Ttl = ttl,
        };
    }
}
