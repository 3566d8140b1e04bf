using System.Buffers.Binary;
using GlobalLb.Dns.Records;

namespace GlobalLb.Steering.Snapshots;

/// <summary>
/// The records of one name and type as they lie in the table: a head of eight octets, then each record behind an owner of two
/// octets that points to the question's name. The head is one number: the type, the count and the length of the records, and
/// where in a record's data the name begins whose addresses go with it, counted from 1.
/// </summary>
internal readonly ref struct RecordSet
{
    /// <summary>The octets of the head.</summary>
    public const int HeadLength = sizeof(ulong);

    /// <summary>What stands before a record's data: owner, type, class, TTL and length.</summary>
    public const int DataOffset = 12;

    /// <summary>The most octets of all records together; a message has 65 535, so that more could never be answered.</summary>
    public const int MostOctets = (1 << 24) - 1;

    private readonly ulong _head;

    private RecordSet(ulong head, ReadOnlySpan<byte> records)
    {
        _head = head;
        Records = records;
    }

    /// <summary>Whether there is such a set.</summary>
    public bool Exists => _head != 0;

    /// <summary>The type.</summary>
    public RecordType Type => TypeOf(_head);

    /// <summary>How many records.</summary>
    public int Count => (int)(_head >> 16) & 0xFFFF;

    /// <summary>Where in the data the name begins whose addresses go with it; −1: the type has none.</summary>
    public int Target => (int)(_head >> 56) - 1;

    /// <summary>The records, one behind the other, as an answer takes them.</summary>
    public ReadOnlySpan<byte> Records { get; }

    /// <summary>The data of the first record.</summary>
    public ReadOnlySpan<byte> FirstData => Records[DataOffset..LengthOfFirst(Records)];

    /// <summary>The length of the first of some records, owner and data included.</summary>
    public static int LengthOfFirst(ReadOnlySpan<byte> records) => DataOffset + BinaryPrimitives.ReadUInt16BigEndian(records[(DataOffset - 2)..]);

    /// <summary>The set whose head is first in <paramref name="octets"/>.</summary>
    public static RecordSet Read(ReadOnlySpan<byte> octets)
    {
        var head = HeadOf(octets);
        return new RecordSet(head, octets.Slice(HeadLength, LengthOf(head)));
    }

    /// <summary>The head that is first in <paramref name="octets"/>.</summary>
    public static ulong HeadOf(ReadOnlySpan<byte> octets) => BinaryPrimitives.ReadUInt64LittleEndian(octets);

    /// <summary>The type a head is of.</summary>
    public static RecordType TypeOf(ulong head) => (RecordType)(ushort)head;

    /// <summary>The length of the records behind a head.</summary>
    public static int LengthOf(ulong head) => (int)(head >> 32) & MostOctets;

    /// <summary>Writes the head of a set whose records stand behind the room for it.</summary>
    /// <param name="octets">What it is written to.</param>
    /// <param name="start">Where the first record begins.</param>
    /// <param name="type">Their type.</param>
    /// <param name="count">How many there are.</param>
    /// <returns>False when they are more than a set can be.</returns>
    public static bool Write(OctetWriter octets, int start, RecordType type, int count)
    {
        var length = octets.Length - start;
        if (length > MostOctets || count > ushort.MaxValue) return false;
        BinaryPrimitives.WriteUInt64LittleEndian(octets.Written[(start - HeadLength)..], Head(type, count, length, RecordWire.TargetOffset(type)));
        return true;
    }

    /// <summary>The head of a set.</summary>
    public static ulong Head(RecordType type, int count, int length, int target) =>
        (ushort)type | ((ulong)count << 16) | ((ulong)length << 32) | ((ulong)(target + 1) << 56);
}
