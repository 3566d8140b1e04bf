using System.Buffers.Binary;
using GlobalLb.Dns.Messages;
using GlobalLb.Dns.Names;
using GlobalLb.Dns.Records;
using GlobalLb.Dns.Server;
using GlobalLb.Dns.Wire;
using GlobalLb.Steering.Answering;
using GlobalLb.Steering.Snapshots;

namespace GlobalLb.Steering.Tests.Answering;

/// <summary>Asks an authority the way a resolver does: bytes through the responder; the chance of a query is given.</summary>
internal sealed class Exchange(Snapshot? snapshot, ulong draw = 0) : IAuthority
{
    private readonly Authority _authority = new(() => snapshot);
    private readonly byte[] _response = new byte[ushort.MaxValue];

    public void Answer(in Query query, ref AnswerWriter answer)
    {
        var drawn = query with { Draw = draw };
        _authority.Answer(drawn, ref answer);
    }

    /// <summary>Asks over TCP, so that everything fits.</summary>
    public Message Ask(string name, RecordType type, string resolver = "192.0.2.99", string? subnet = null, Transport transport = Transport.Tcp)
    {
        var length = new Responder(this).Respond(Write(name, type, subnet), new Source(Example.Address(resolver), transport), _response);
        Assert.True(Message.TryRead(_response.AsSpan(0, length), out var message), "the response cannot be read");
        return message;
    }

    /// <summary>A query with EDNS, and for whom it is when that is told.</summary>
    public static byte[] Write(string name, RecordType type, string? subnet = null, ushort udpSize = 1232)
    {
        byte[] option = subnet is null ? [] : Option(subnet);
        byte[] query =
        [
            0, 1, 0, 0, 0, 1, 0, 0, 0, 0, 0, 1,
            .. DomainName.Parse(name).Wire, 0, 0, 0, 1,
            0, 0, (byte)RecordType.OPT, 0, 0, 0, 0, 0, 0, 0, (byte)option.Length, .. option,
        ];
        var behindName = 12 + DomainName.Parse(name).Wire.Length;
        BinaryPrimitives.WriteUInt16BigEndian(query.AsSpan(behindName), (ushort)type);
        BinaryPrimitives.WriteUInt16BigEndian(query.AsSpan(behindName + 7), udpSize);
        return query;
    }

    // RFC 7871 §6: code, length, family, source length, scope length, address.
    private static byte[] Option(string subnet)
    {
        Assert.True(ClientSubnet.TryParse(subnet, out var parsed));
        var octets = parsed.Address.ToIPAddress().GetAddressBytes().AsSpan(0, (parsed.SourceLength + 7) / 8);
        return [0, 8, 0, (byte)(4 + octets.Length), 0, (byte)(parsed.Address.IsIPv4 ? 1 : 2), parsed.SourceLength, 0, .. octets];
    }
}
