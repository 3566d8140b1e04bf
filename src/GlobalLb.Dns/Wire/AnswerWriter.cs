using System.Buffers.Binary;
using GlobalLb.Dns.Messages;
using GlobalLb.Dns.Records;

namespace GlobalLb.Dns.Wire;

/// <summary>
/// Writes the records of one response behind its question, in the order of the packet. Owners are compression pointers
/// (RFC 1035 §4.1.4) to a name that stands earlier in the message. A record that does not fit sets
/// <see cref="IsTruncated"/> unless it is additional, and nothing after it is written.
/// </summary>
public ref struct AnswerWriter
{
    // The highest offset a compression pointer can express: 14 bits.
    private const int MaxPointer = 0x3FFF;

    private readonly Span<byte> _message;
    private Section _section;

    /// <summary>Begins behind the question.</summary>
    /// <param name="message">The whole response, as long as it may become.</param>
    /// <param name="position">The first octet behind the question.</param>
    public AnswerWriter(Span<byte> message, int position)
    {
        _message = message;
        Position = position;
    }

    /// <summary>The first free octet.</summary>
    public int Position { get; private set; }

    /// <summary>The response code; NOERROR unless set.</summary>
    public ResponseCode Code { get; set; }

    /// <summary>The AA bit: we are authoritative for the name.</summary>
    public bool IsAuthoritative { get; set; }

    /// <summary>The TC bit: something the client needs did not fit (RFC 2181 §9).</summary>
    public bool IsTruncated { get; private set; }

    /// <summary>For how many bits of the client's subnet this answer holds (RFC 7871 §7.2.1); 0: the client did not matter.</summary>
    public byte SubnetScope { get; set; }

    /// <summary>Why the code is what it is, for clients with EDNS (RFC 8914); null: there is nothing to add.</summary>
    public ExtendedError? ExtendedError { get; set; }

    /// <summary>
    /// Whether the addresses are some of several that would all be right, as those of a steered name are: those that make an
    /// answer too large for a client that may be forged are then left out, and TC is not set for them.
    /// </summary>
    public bool IsSelection { get; set; }

    /// <summary>The number of records in the answer section.</summary>
    public ushort AnswerCount { get; private set; }

    /// <summary>The number of records in the authority section.</summary>
    public ushort AuthorityCount { get; private set; }

    /// <summary>The number of records in the additional section, OPT not counted.</summary>
    public ushort AdditionalCount { get; private set; }

    /// <summary>The offset of the owner of the first record in the authority section: the zone that denies, or the delegation; 0 without one.</summary>
    internal int AuthorityOwner { get; private set; }

    /// <summary>The offset of the question's name without its first <paramref name="skip"/> octets.</summary>
    public static int QuestionName(int skip = 0) => 12 + skip;

    /// <summary>Octets of this message that are written already.</summary>
    public readonly ReadOnlySpan<byte> Written(int offset, int length) => _message[..Position].Slice(offset, length);

    /// <summary>Adds one record in wire form.</summary>
    /// <param name="section">The section; may only go forward.</param>
    /// <param name="owner">The offset of the owner's name, written earlier in this message.</param>
    /// <param name="record">Type, class, TTL, length and data (RFC 1035 §3.2.1), names uncompressed.</param>
    /// <returns>The offset of the record's data, usable as an owner when it begins with a name; −1 when it did not fit.</returns>
    public int Add(Section section, int owner, scoped ReadOnlySpan<byte> record)
    {
        if (!Begin(section, owner, record.Length)) return -1;
        record.CopyTo(_message[Position..]);
        Position += record.Length;
        return Position - record.Length + 10;
    }

    /// <summary>Adds one record from its parts.</summary>
    /// <returns>As <see cref="Add(Section, int, ReadOnlySpan{byte})"/>.</returns>
    public int Add(Section section, int owner, RecordType type, uint ttl, scoped ReadOnlySpan<byte> data)
    {
        // Owner, type, class IN and half of the TTL; then the other half and the length.
        const int Head = 12;
        if (!Takes(section, owner, Head + data.Length, 1)) return -1;
        var record = _message.Slice(Position, Head + data.Length);
        BinaryPrimitives.WriteUInt64BigEndian(record, ((ulong)Pointer(owner) << 48) | ((ulong)type << 32) | (1UL << 16) | (ttl >> 16));
        BinaryPrimitives.WriteUInt32BigEndian(record[8..], (ttl << 16) | (ushort)data.Length);
        data.CopyTo(record[Head..]);
        Position += record.Length;
        return Position - data.Length;
    }

    /// <summary>Adds a set of records, all of it or nothing.</summary>
    /// <param name="section">The section; may only go forward.</param>
    /// <param name="owner">The offset of the owner's name, written earlier in this message.</param>
    /// <param name="count">How many records there are.</param>
    /// <param name="records">
    /// One behind the other, each with its owner in front as two octets: a compression pointer to the name of the question,
    /// which is replaced when the owner is another. Most answers are one copy that way.
    /// </param>
    /// <returns>The offset of the first record, its owner included; −1 when they did not fit.</returns>
    public int AddSet(Section section, int owner, int count, scoped ReadOnlySpan<byte> records)
    {
        if (!Takes(section, owner, records.Length, count)) return -1;
        var first = Position;
        records.CopyTo(_message[first..]);
        Position = first + records.Length;
        if (owner != QuestionName()) Own(_message[first..Position], Pointer(owner));
        return first;
    }

    /// <summary>Adds a set of records that all get a TTL, whatever theirs is; otherwise as <see cref="AddSet(Section, int, int, ReadOnlySpan{byte})"/>.</summary>
    /// <param name="section">The section; may only go forward.</param>
    /// <param name="owner">The offset of the owner's name, written earlier in this message.</param>
    /// <param name="count">How many records there are.</param>
    /// <param name="records">One behind the other, each with its owner in front as two octets.</param>
    /// <param name="ttl">Their TTL in seconds.</param>
    /// <returns>The offset of the first record, its owner included; −1 when they did not fit.</returns>
    public int AddSet(Section section, int owner, int count, scoped ReadOnlySpan<byte> records, uint ttl)
    {
        const int TtlOffset = 6, LengthOffset = 10, Head = 12;
        var first = AddSet(section, owner, count, records);
        if (first < 0) return first;
        for (var at = first; at < Position; at += Head + BinaryPrimitives.ReadUInt16BigEndian(_message[(at + LengthOffset)..]))
            BinaryPrimitives.WriteUInt32BigEndian(_message[(at + TtlOffset)..], ttl);
        return first;
    }

    /// <summary>
    /// Sets the TC bit for something additional that the client cannot do without: the addresses of a delegation's name
    /// servers below the delegation itself (RFC 9471 §3.1).
    /// </summary>
    public void Truncate() => IsTruncated = true;

    /// <summary>Takes back all that was written from <paramref name="position"/> on, where a record of the answer section begins.</summary>
    /// <param name="position">The first octet to be free again.</param>
    /// <param name="answers">The number of records before it.</param>
    /// <remarks>What a selection had no room for was some of the same addresses: TC is then taken back as well.</remarks>
    internal void Cut(int position, int answers)
    {
        Position = position;
        AnswerCount = (ushort)answers;
        AuthorityCount = AdditionalCount = 0;
        IsTruncated = !IsSelection;
    }

    private bool Begin(Section section, int owner, int length)
    {
        if (!Takes(section, owner, 2 + length, 1)) return false;
        BinaryPrimitives.WriteUInt16BigEndian(_message[Position..], Pointer(owner));
        Position += 2;
        return true;
    }

    private bool Takes(Section section, int owner, int length, int count)
    {
        if (section < _section) Refuse(section, _section);
        if (owner > MaxPointer || length > _message.Length - Position || IsTruncated)
        {
            IsTruncated |= section != Section.Additional;
            return false;
        }

        _section = section;
        if (section == Section.Authority && AuthorityCount == 0) AuthorityOwner = owner;
        if (section == Section.Answer) AnswerCount += (ushort)count;
        else if (section == Section.Authority) AuthorityCount += (ushort)count;
        else AdditionalCount += (ushort)count;
        return true;
    }

    // Behind each owner's two octets: type, class, TTL (8 octets together), the length of the data, the data (RFC 1035 §3.2.1).
    private static void Own(Span<byte> records, ushort owner)
    {
        const int Head = 12;
        while (records.Length >= Head)
        {
            BinaryPrimitives.WriteUInt16BigEndian(records, owner);
            records = records[(Head + BinaryPrimitives.ReadUInt16BigEndian(records[(Head - 2)..]))..];
        }
    }

    private static void Refuse(Section section, Section before) => throw new InvalidOperationException($"{section} cannot follow {before}");

    private static ushort Pointer(int offset) => (ushort)(0xC000 | offset);
}
