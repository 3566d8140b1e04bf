using System.Buffers.Binary;
using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using GlobalLb.Dns.Names;
using GlobalLb.Dns.Records;
using GlobalLb.Dns.Wire;

namespace GlobalLb.Dns.Messages;

/// <summary>Reads whole messages into objects.</summary>
internal static class MessageReader
{
    /// <summary>Reads a message of at most one question.</summary>
    public static bool TryRead(ReadOnlySpan<byte> wire, [NotNullWhen(true)] out Message? message)
    {
        message = null;
        var reader = new WireReader(wire);
        var head = new ushort[6];
        for (var i = 0; i < head.Length; i++)
            if (!reader.TryReadUInt16(out head[i])) return false;

        DomainName? name = null;
        ushort type = 0;
        if (head[2] > 1 || (head[2] == 1 && !(TryReadName(ref reader, out name) && reader.TryReadUInt16(out type) && reader.TryReadUInt16(out _))))
            return false;

        MessageEdns? edns = null;
        byte upperCode = 0;
        var sections = new ImmutableArray<MessageRecord>[3];
        for (var i = 0; i < sections.Length; i++)
        {
            var records = ImmutableArray.CreateBuilder<MessageRecord>();
            for (var left = head[3 + i]; left > 0; left--)
            {
                if (!TryReadRecord(wire, ref reader, records, ref edns, ref upperCode)) return false;
            }

            sections[i] = records.ToImmutable();
        }

        int flags = head[1];
        message = new Message
        {
            Id = head[0],
            IsResponse = (flags & HeaderBits.Response) != 0,
            Opcode = (byte)((flags & HeaderBits.Opcode) >> 11),
            IsAuthoritative = (flags & HeaderBits.Authoritative) != 0,
            IsTruncated = (flags & HeaderBits.Truncated) != 0,
            IsRecursionDesired = (flags & HeaderBits.RecursionDesired) != 0,
            IsRecursionAvailable = (flags & HeaderBits.RecursionAvailable) != 0,
            Code = (ResponseCode)((upperCode << 4) | (flags & HeaderBits.Code)),
            QuestionName = name,
            QuestionType = (RecordType)type,
            Answers = sections[0],
            Authorities = sections[1],
            Additionals = sections[2],
            Edns = edns,
        };
        return reader.Remaining == 0;
    }

    private static bool TryReadRecord(
        ReadOnlySpan<byte> wire, ref WireReader reader, ImmutableArray<MessageRecord>.Builder records, ref MessageEdns? edns, ref byte upperCode)
    {
        if (!TryReadName(ref reader, out var owner) || !reader.TryReadUInt16(out var number) || !reader.TryReadUInt16(out var @class)) return false;
        if (!reader.TryReadUInt32(out var ttl) || !reader.TryReadUInt16(out var length)) return false;
        var start = reader.Position;
        if (!reader.TryRead(length, out var octets)) return false;
        var type = (RecordType)number;
        if (type == RecordType.OPT)
        {
            if (edns is not null || !TryReadOptions(octets, new MessageEdns(@class, (byte)(ttl >> 16), (ttl & Edns.DnssecOk) != 0, null, 0), out edns)) return false;
            upperCode = (byte)(ttl >> 24);
            return true;
        }

        byte[]? uncompressed = null;
        var part = new WireReader(wire, start, start + length);
        if (RecordForms.Find(type) is { } form && !form.TryRead(ref part, out uncompressed)) return false;
        records.Add(new MessageRecord(owner, type, ttl, uncompressed ?? octets.ToArray()));
        return true;
    }

    private static bool TryReadOptions(ReadOnlySpan<byte> options, MessageEdns without, out MessageEdns edns)
    {
        edns = without;
        var reader = new WireReader(options);
        while (reader.Remaining > 0)
        {
            if (!reader.TryReadUInt16(out var code) || !reader.TryReadUInt16(out var length) || !reader.TryRead(length, out var contents))
                return false;
            edns = code switch
            {
                EdnsOption.ClientSubnet when ClientSubnetOption.TryRead(contents, out var subnet, out var scope) => edns with { Subnet = subnet, SubnetScope = scope },
                EdnsOption.Cookie => edns with { Cookie = contents.ToArray() },
                EdnsOption.Nsid => edns with { Nsid = contents.ToArray() },
                EdnsOption.ExtendedError when length >= sizeof(ExtendedError) => edns with { ExtendedError = (ExtendedError)BinaryPrimitives.ReadUInt16BigEndian(contents) },
                _ => edns,
            };
        }

        return true;
    }

    private static bool TryReadName(ref WireReader reader, [NotNullWhen(true)] out DomainName? name)
    {
        name = null;
        Span<byte> wire = stackalloc byte[DomainName.MaxWireLength];
        return reader.TryReadName(wire, out var length) && DomainName.TryRead(wire[..length], out name);
    }
}
