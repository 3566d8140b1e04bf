using System.Buffers.Binary;
using GlobalLb.Dns.Names;
using GlobalLb.Dns.Records;
using GlobalLb.Steering.Configuration;

namespace GlobalLb.Steering.Snapshots;

/// <summary>Turns what an operator wrote into records as the name table holds them.</summary>
internal static class ZoneRecords
{
    private const ushort QuestionPointer = 0xC00C; // the question's name is at offset 12 (RFC 1035 §4.1.4)
    private const ushort ClassIn = 1;

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

    /// <summary>Writes one record, its text parsed as a master file's would be.</summary>
    public static void Write(Record record, DomainName origin, OctetWriter octets)
    {
        if (record.Type == RecordType.A && TryReadAddress(record.Value, out var address))
        {
            BinaryPrimitives.WriteUInt32BigEndian(Begin(record.Type, record.Ttl, sizeof(uint), octets), address);
            return;
        }

        if (!record.TryGetOctets(origin, out var data, out var problem))
            throw new InvalidOperationException($"an unchecked record reached the compiler: {problem}");
        Write(record.Type, record.Ttl, data, octets);
    }

    /// <summary>Writes one record.</summary>
    public static void Write(RecordType type, uint ttl, ReadOnlySpan<byte> data, OctetWriter octets) =>
        data.CopyTo(Begin(type, ttl, data.Length, octets));

    private static Span<byte> Begin(RecordType type, uint ttl, int length, OctetWriter octets)
    {
        var record = octets.Take(RecordSet.DataOffset + length);
        BinaryPrimitives.WriteUInt16BigEndian(record, QuestionPointer);
        BinaryPrimitives.WriteUInt16BigEndian(record[2..], (ushort)type);
        BinaryPrimitives.WriteUInt16BigEndian(record[4..], ClassIn);
        BinaryPrimitives.WriteUInt32BigEndian(record[6..], ttl);
        BinaryPrimitives.WriteUInt16BigEndian(record[10..], (ushort)length);
        return record[RecordSet.DataOffset..];
    }

    // Most records of most zones are this: four numbers with dots between. What looks otherwise is parsed like the rest.
    private static bool TryReadAddress(string text, out uint address)
    {
        address = 0;
        int dots = 0, digits = 0;
        uint number = 0;
        foreach (var c in text)
        {
            if (char.IsAsciiDigit(c) && digits < 3)
            {
                number = (number * 10) + (uint)(c - '0');
                digits++;
            }
            else if (c == '.' && digits > 0 && number <= byte.MaxValue && dots < 3)
            {
                address = (address << 8) | number;
                (number, digits) = (0, 0);
                dots++;
            }
            else
            {
                return false;
            }
        }

        address = (address << 8) | number;
        return dots == 3 && digits > 0 && number <= byte.MaxValue;
    }
}
