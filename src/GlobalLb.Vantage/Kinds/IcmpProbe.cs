using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using GlobalLb.Vantage.Probing;

namespace GlobalLb.Vantage.Kinds;

/// <summary>Sends one ICMP echo (RFC 792, RFC 4443 §4.1) and waits for its reply. What comes back is told by sixteen random octets.</summary>
internal sealed class IcmpProbe(Dialer dialer) : IProbe
{
    private const int HeadLength = 8;
    private const int TokenLength = 16;

    /// <inheritdoc/>
    public async Task<Finding> CheckAsync(Target target, CancellationToken deadline)
    {
        dialer.Refuse(target.Address);
        using var socket = Open(target.Address.AddressFamily);
        if (socket is null)
        {
            return Finding.Unable(
                "this account may not send ICMP echoes; let it by sysctl net.ipv4.ping_group_range, give it CAP_NET_RAW, or probe by tcp");
        }

        await socket.ConnectAsync(new IPEndPoint(target.Address, 0), deadline);
        var isIPv6 = target.Address.AddressFamily == AddressFamily.InterNetworkV6;
        var token = RandomNumberGenerator.GetBytes(TokenLength);
        await socket.SendAsync(Echo(isIPv6, token), deadline);
        var octets = new byte[1500];
        while (true)
        {
            var length = await socket.ReceiveAsync(octets, deadline);
            if (IsReply(octets.AsSpan(0, length), isIPv6, socket.SocketType == SocketType.Raw && !isIPv6, token)) return new Finding(true, "echo replied");
        }
    }

    // Without privileges where the kernel lets the account, else raw.
    private static Socket? Open(AddressFamily family)
    {
        var protocol = family == AddressFamily.InterNetworkV6 ? ProtocolType.IcmpV6 : ProtocolType.Icmp;
        foreach (var type in new[] { SocketType.Dgram, SocketType.Raw })
        {
            try
            {
                return new Socket(family, type, protocol);
            }
            catch (SocketException refused) when (refused.SocketErrorCode is SocketError.AccessDenied or SocketError.OperationNotSupported or SocketError.ProtocolNotSupported or SocketError.SocketNotSupported or SocketError.ProtocolType)
            {
                // The next one, or none.
            }
        }

        return null;
    }

    private static byte[] Echo(bool isIPv6, byte[] token)
    {
        var echo = new byte[HeadLength + TokenLength];
        echo[0] = isIPv6 ? (byte)128 : (byte)8;
        BinaryPrimitives.WriteUInt16BigEndian(echo.AsSpan(4), BinaryPrimitives.ReadUInt16BigEndian(token));
        echo[7] = 1;
        token.CopyTo(echo, HeadLength);
        if (!isIPv6) BinaryPrimitives.WriteUInt16BigEndian(echo.AsSpan(2), Checksum(echo)); // the kernel reckons that of ICMPv6
        return echo;
    }

    // RFC 1071.
    private static ushort Checksum(ReadOnlySpan<byte> octets)
    {
        uint sum = 0;
        for (var i = 0; i + 1 < octets.Length; i += 2) sum += BinaryPrimitives.ReadUInt16BigEndian(octets[i..]);
        while (sum > ushort.MaxValue) sum = (sum & ushort.MaxValue) + (sum >> 16);
        return (ushort)~sum;
    }

    private static bool IsReply(ReadOnlySpan<byte> octets, bool isIPv6, bool hasIPHead, byte[] token)
    {
        if (hasIPHead && !octets.IsEmpty) octets = octets[Math.Min(octets.Length, (octets[0] & 0x0F) * 4)..];
        return octets.Length == HeadLength + TokenLength && octets[0] == (isIPv6 ? 129 : 0) && octets[HeadLength..].SequenceEqual(token);
    }
}
