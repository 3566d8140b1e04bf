using System.Buffers.Binary;
using GlobalLb.Dns.Messages;
using GlobalLb.Dns.Records;
using GlobalLb.Dns.Wire;

namespace GlobalLb.Dns.Server;

/// <summary>A request as far as it could be read: what an answer or a refusal needs of it.</summary>
internal ref struct Request
{
    private const ushort ClassIn = 1;

    private byte _ednsVersion;
    private ReadOnlySpan<byte> _options;

    /// <summary>The question byte for byte: name, type and class; empty when it could not be read.</summary>
    public ReadOnlySpan<byte> Question { get; private set; }

    /// <summary>The name asked for.</summary>
    public ReadOnlySpan<byte> Name { get; private set; }

    /// <summary>The type asked for.</summary>
    public RecordType Type { get; private set; }

    /// <summary>Whether the request has an OPT record, so that the response needs one (RFC 6891 §6.1.1).</summary>
    public bool HasEdns { get; private set; }

    /// <summary>The octets the client can take over UDP; 0 without EDNS.</summary>
    public ushort UdpSize { get; private set; }

    /// <summary>The DO bit.</summary>
    public bool DnssecOk { get; private set; }

    /// <summary>Whom the resolver asks for.</summary>
    public ClientSubnet? Subnet { get; private set; }

    /// <summary>The contents of the client-subnet option as they came; empty without one.</summary>
    public ReadOnlySpan<byte> SubnetOption { get; private set; }

    /// <summary>NOERROR when the question is one for an authority; else the refusal, the cheapest reason first.</summary>
    public ResponseCode Refusal { get; private set; }

    /// <summary>Reads a message that has a whole header.</summary>
    public static Request Read(ReadOnlySpan<byte> message)
    {
        var request = default(Request);
        request.Refusal = request.Examine(message);
        return request;
    }

    private static int Count(ReadOnlySpan<byte> message, int at) => BinaryPrimitives.ReadUInt16BigEndian(message[at..]);

    private ResponseCode Examine(ReadOnlySpan<byte> message)
    {
        if ((Count(message, 2) & HeaderBits.Opcode) != 0) return ResponseCode.NotImplemented;
        if (Count(message, 4) != 1) return ResponseCode.FormatError;
        var reader = new WireReader(message, HeaderBits.HeaderLength, message.Length);
        if (!reader.TryReadPlainName(out var name) || !reader.TryReadUInt16(out var type) || !reader.TryReadUInt16(out var @class))
            return ResponseCode.FormatError;

        Question = message[HeaderBits.HeaderLength..reader.Position];
        Name = name;
        Type = (RecordType)type;
        if (!TryReadRecords(ref reader, Count(message, 6) + Count(message, 8), Count(message, 10))) return ResponseCode.FormatError;
        if (_ednsVersion > 0) return ResponseCode.BadVersion;
        if (!TryReadOptions()) return ResponseCode.FormatError;
        if (@class != ClassIn) return ResponseCode.Refused;
        return RecordTypes.IsMeta(Type) && Type != RecordType.ANY ? ResponseCode.Refused : ResponseCode.NoError;
    }

    private bool TryReadRecords(ref WireReader reader, int beforeAdditional, int additional)
    {
        for (var i = 0; i < beforeAdditional + additional; i++)
        {
            var start = reader.Position;
            if (!reader.TrySkipName()) return false;
            var ownerLength = reader.Position - start;
            if (!reader.TryReadUInt16(out var type) || !reader.TryReadUInt16(out var @class) || !reader.TryReadUInt32(out var ttl)) return false;
            if (!reader.TryReadUInt16(out var length) || !reader.TryRead(length, out var options)) return false;
            if (type != (ushort)RecordType.OPT) continue;

            // One OPT, in the additional section, owned by the root: the only name of one octet (RFC 6891 §6.1.1).
            if (i < beforeAdditional || HasEdns || ownerLength != 1) return false;
            HasEdns = true;
            UdpSize = @class;
            DnssecOk = (ttl & Edns.DnssecOk) != 0;
            _ednsVersion = (byte)(ttl >> 16);
            _options = options;
        }

        return reader.Remaining == 0;
    }

    private bool TryReadOptions()
    {
        var reader = new WireReader(_options);
        while (reader.Remaining > 0)
        {
            if (!reader.TryReadUInt16(out var code) || !reader.TryReadUInt16(out var length) || !reader.TryRead(length, out var contents))
                return false;
            if (code != ClientSubnetOption.Code || Subnet is not null) continue;
            if (!ClientSubnetOption.TryRead(contents, out var subnet, out var scope) || scope != 0) return false;
            Subnet = subnet;
            SubnetOption = contents;
        }

        return true;
    }
}
