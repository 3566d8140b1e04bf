using System.Buffers.Binary;
using GlobalLb.Dns.Names;

namespace GlobalLb.Dns.Wire;

/// <summary>
/// Reads a message in wire form, never beyond <see cref="End"/> and never with an exception: every method says whether
/// what it was asked for is there, and leaves the position alone when it is not.
/// </summary>
internal ref struct WireReader
{
    private const int PointerMark = 0xC0;

    private readonly ReadOnlySpan<byte> _message;

    /// <summary>Reads all of <paramref name="message"/>.</summary>
    public WireReader(ReadOnlySpan<byte> message)
        : this(message, 0, message.Length)
    {
    }

    /// <summary>Reads a part of a message; compression pointers may lead to what stands before the part.</summary>
    public WireReader(ReadOnlySpan<byte> message, int position, int end)
    {
        _message = message;
        Position = position;
        End = end;
    }

    /// <summary>The offset of the next octet.</summary>
    public int Position { get; private set; }

    /// <summary>The offset at which reading ends.</summary>
    public int End { get; }

    /// <summary>How many octets are left.</summary>
    public readonly int Remaining => End - Position;

    /// <summary>Reads one octet.</summary>
    public bool TryReadByte(out byte value)
    {
        value = 0;
        if (Remaining < 1) return false;
        value = _message[Position++];
        return true;
    }

    /// <summary>Reads two octets, the most significant first.</summary>
    public bool TryReadUInt16(out ushort value)
    {
        value = 0;
        if (Remaining < 2) return false;
        value = BinaryPrimitives.ReadUInt16BigEndian(_message[Position..]);
        Position += 2;
        return true;
    }

    /// <summary>Reads four octets, the most significant first.</summary>
    public bool TryReadUInt32(out uint value)
    {
        value = 0;
        if (Remaining < 4) return false;
        value = BinaryPrimitives.ReadUInt32BigEndian(_message[Position..]);
        Position += 4;
        return true;
    }

    /// <summary>Reads <paramref name="length"/> octets as they are.</summary>
    public bool TryRead(int length, out ReadOnlySpan<byte> octets)
    {
        octets = default;
        if (length < 0 || Remaining < length) return false;
        octets = _message.Slice(Position, length);
        Position += length;
        return true;
    }

    /// <summary>Reads all that is left.</summary>
    public ReadOnlySpan<byte> ReadRest()
    {
        var rest = _message[Position..End];
        Position = End;
        return rest;
    }

    /// <summary>Reads a name that must not be compressed.</summary>
    public bool TryReadPlainName(out ReadOnlySpan<byte> name)
    {
        var length = Remaining > 0 ? MeasurePlainName(_message[Position..End]) : 0;
        return TryRead(length, out name) && length > 0;
    }

    /// <summary>The length of the uncompressed name that octets begin with; 0 when they do not.</summary>
    public static int MeasurePlainName(ReadOnlySpan<byte> octets)
    {
        for (var at = 0; at < octets.Length && at < DomainName.MaxWireLength;)
        {
            int label = octets[at];
            if (label == 0) return at + 1;
            if (label > DomainName.MaxLabelLength) return 0;
            at += label + 1;
        }

        return 0;
    }

    /// <summary>Reads a name that may be compressed (RFC 1035 §4.1.4) and writes it uncompressed.</summary>
    /// <param name="name">Where the name goes; 255 octets are always enough.</param>
    /// <param name="length">How many octets the uncompressed name has.</param>
    public bool TryReadName(scoped Span<byte> name, out int length)
    {
        length = 0;
        int at = Position, limit = End, start = Position, after = -1;
        while (at < limit)
        {
            int octet = _message[at];
            if ((octet & PointerMark) == PointerMark)
            {
                if (at + 1 >= limit) return false;
                var target = ((octet & ~PointerMark) << 8) | _message[at + 1];

                // A pointer may only go back, and each further than the one before it: so there is no circle.
                if (target >= start) return false;
                if (after < 0) after = at + 2;
                limit = start;
                at = start = target;
                continue;
            }

            if (octet > DomainName.MaxLabelLength || at + 1 + octet > limit) return false;
            if (length + 1 + octet > Math.Min(name.Length, DomainName.MaxWireLength)) return false;
            _message.Slice(at, octet + 1).CopyTo(name[length..]);
            length += octet + 1;
            at += octet + 1;
            if (octet != 0) continue;
            Position = after < 0 ? at : after;
            return true;
        }

        return false;
    }

    /// <summary>Passes over a name, compressed or not, without following where it points.</summary>
    public bool TrySkipName()
    {
        var length = Remaining > 0 ? MeasureName(_message[Position..End]) : 0;
        Position += length;
        return length > 0;
    }

    /// <summary>The length of the name that octets begin with, compressed or not, without following where it points; 0 when they do not.</summary>
    public static int MeasureName(ReadOnlySpan<byte> octets)
    {
        for (var at = 0; at < octets.Length && at < DomainName.MaxWireLength;)
        {
            int label = octets[at];
            if (label == 0) return at + 1;
            if ((label & PointerMark) == PointerMark) return at + 2 <= octets.Length ? at + 2 : 0;
            if (label > DomainName.MaxLabelLength) return 0;
            at += label + 1;
        }

        return 0;
    }
}
