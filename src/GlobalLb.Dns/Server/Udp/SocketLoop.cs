using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;
using GlobalLb.Dns.Messages;

namespace GlobalLb.Dns.Server.Udp;

/// <summary>
/// Answers one request after the other with the framework's sockets: for systems without <c>recvmmsg</c>. Bound to a
/// wildcard address, a response leaves from the address the system prefers; machines with several addresses must bind each.
/// </summary>
internal sealed class SocketLoop(Socket socket, Responder responder, LoopCounters counters) : IUdpLoop
{
    private readonly byte[] _request = new byte[ushort.MaxValue];
    private readonly byte[] _response = new byte[Edns.LargestUdp];
    private volatile bool _isStopping;

    /// <inheritdoc/>
    public IPEndPoint LocalEndPoint { get; } = (IPEndPoint)socket.LocalEndPoint!;

    /// <inheritdoc/>
    public void Run()
    {
        var from = new SocketAddress(LocalEndPoint.AddressFamily);
        while (!_isStopping)
        {
            try
            {
                var length = socket.ReceiveFrom(_request, SocketFlags.None, from);
                Span<byte> response = _response;
                responder.BeginBatch();
                length = responder.Respond(_request.AsSpan(0, length), new Source(Address(from), Transport.Udp), response, Draws.OfThread, out var verdict);
                counters.Count(verdict);
                if (length > 0) socket.SendTo(response[..length], SocketFlags.None, from);
            }
            catch (SocketException failure) when (IsAboutOneClient(failure.SocketErrorCode))
            {
                // Some systems report at the next call that a client's port was closed; it concerns nobody else.
            }
            catch (Exception) when (_isStopping)
            {
                return;
            }
        }
    }

    /// <inheritdoc/>
    public void Stop()
    {
        _isStopping = true;
        socket.Dispose();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        socket.Dispose();
        DnsMetrics.End(counters);
    }

    private static bool IsAboutOneClient(SocketError error) => error is SocketError.ConnectionReset or SocketError.ConnectionRefused
        or SocketError.HostUnreachable or SocketError.NetworkUnreachable or SocketError.MessageSize or SocketError.AccessDenied
        or SocketError.InvalidArgument or SocketError.NoBufferSpaceAvailable or SocketError.NetworkReset or SocketError.TimedOut;

    // The layouts of sockaddr_in and sockaddr_in6 behind family and port: 4 octets, or 4 of flow and then 16.
    private static ClientAddress Address(SocketAddress from) => from.Family == AddressFamily.InterNetwork
        ? ClientAddress.FromIPv4(BinaryPrimitives.ReadUInt32BigEndian(from.Buffer.Span[4..]))
        : ClientAddress.Read(from.Buffer.Span.Slice(8, 16));
}
