using System.Buffers.Binary;

namespace GlobalLb.Steering.Answering;

/// <summary>The data of a made HTTPS or SVCB record (RFC 9460 §2.2): priority, the owner as target, parameters by rising key.</summary>
internal ref struct ServiceRecord
{
    /// <summary>The port of HTTPS that is not said (RFC 9460 §7.2).</summary>
    public const ushort HttpsPort = 443;

    /// <summary>The most octets that the protocols of a record may have.</summary>
    public const int MostProtocols = 255;

    /// <summary>The most octets of the data.</summary>
    public const int MostOctets = 3 + (4 * 4) + MostProtocols + 2 + (ServiceHints.Most * (4 + 16));

    private const ushort Alpn = 1, Port = 3, IPv4Hint = 4, IPv6Hint = 6;

    private readonly Span<byte> _room;
    private int _length;

    /// <summary>Begins with the priority, the target "." for the owner itself (RFC 9460 §2.5.2), and the protocols.</summary>
    public ServiceRecord(Span<byte> room, ushort priority, ReadOnlySpan<byte> protocols)
    {
        _room = room;
        BinaryPrimitives.WriteUInt16BigEndian(room, priority);
        room[2] = 0;
        _length = 3;
        if (protocols.IsEmpty) return;
        Begin(Alpn, protocols.Length);
        Append(protocols);
    }

    /// <summary>What is written.</summary>
    public readonly ReadOnlySpan<byte> Written => _room[.._length];

    /// <summary>Adds the port.</summary>
    public void AddPort(ushort port)
    {
        Begin(Port, sizeof(ushort));
        BinaryPrimitives.WriteUInt16BigEndian(_room[_length..], port);
        _length += sizeof(ushort);
    }

    /// <summary>Adds the addresses of all that have a port.</summary>
    public void AddHints(scoped in ServiceHints hints, ushort port)
    {
        AddHints(hints, port, true);
        AddHints(hints, port, false);
    }

    private void AddHints(scoped in ServiceHints hints, ushort port, bool isIPv4)
    {
        var start = _length;
        var at = 0;
        while (hints.TryNext(isIPv4, port, ref at, out var octets))
        {
            if (_length == start) Begin(isIPv4 ? IPv4Hint : IPv6Hint, 0);
            Append(octets);
        }

        if (_length > start) BinaryPrimitives.WriteUInt16BigEndian(_room[(start + 2)..], (ushort)(_length - start - 4));
    }

    private void Begin(ushort key, int length)
    {
        BinaryPrimitives.WriteUInt16BigEndian(_room[_length..], key);
        BinaryPrimitives.WriteUInt16BigEndian(_room[(_length + 2)..], (ushort)length);
        _length += 4;
    }

    private void Append(scoped ReadOnlySpan<byte> octets)
    {
        octets.CopyTo(_room[_length..]);
        _length += octets.Length;
    }
}
