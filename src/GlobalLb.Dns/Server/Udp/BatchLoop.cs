using System.Net;
using System.Net.Sockets;
using System.Runtime.InteropServices;
using System.Runtime.Versioning;

namespace GlobalLb.Dns.Server.Udp;

/// <summary>Answers requests in batches: one system call receives up to 32, one sends the responses.</summary>
[SupportedOSPlatform("linux")]
internal sealed class BatchLoop : IUdpLoop
{
    // Shutting a socket down wakes its reader; the timeout is for the moment between the check and the call.
    private const int ReceiveTimeoutMilliseconds = 250;

    // Under a flood there is always one more.
    private const int MostLastBatches = 32;

    private const int LevelIPv4 = 0, PacketAddressIPv4 = 8; // IPPROTO_IP, IP_PKTINFO
    private const int LevelIPv6 = 41, PacketAddressIPv6 = 49; // IPPROTO_IPV6, IPV6_RECVPKTINFO

    private readonly Socket _socket;
    private readonly Responder _responder;
    private readonly LoopCounters _counters;
    private readonly MessageBatch _batch;
    private volatile bool _isStopping;

    /// <summary>Takes over a bound socket.</summary>
    public BatchLoop(Socket socket, Responder responder, LoopCounters counters)
    {
        _socket = socket;
        _responder = responder;
        _counters = counters;
        LocalEndPoint = (IPEndPoint)socket.LocalEndPoint!;
        socket.ReceiveTimeout = ReceiveTimeoutMilliseconds;
        var isIPv4 = socket.AddressFamily == AddressFamily.InterNetwork;
        var isWildcard = LocalEndPoint.Address.Equals(isIPv4 ? IPAddress.Any : IPAddress.IPv6Any);
        if (isWildcard)
            socket.SetRawSocketOption(isIPv4 ? LevelIPv4 : LevelIPv6, isIPv4 ? PacketAddressIPv4 : PacketAddressIPv6, BitConverter.GetBytes(1));
        _batch = new MessageBatch(isWildcard);
    }

    /// <inheritdoc/>
    public IPEndPoint LocalEndPoint { get; }

    /// <inheritdoc/>
    public unsafe void Run()
    {
        var socket = (int)_socket.Handle;
        for (var last = MostLastBatches; last > 0;)
        {
            // Once we are to stop, what has arrived is answered and nothing is waited for.
            var isLast = _isStopping;
            if (isLast) last--;
            var received = Native.Receive(socket, _batch.Received, MessageBatch.Capacity, isLast ? Native.DoNotWait : Native.WaitForOne, null);
            if (received < 0)
            {
                var error = Marshal.GetLastPInvokeError();
                if (isLast) return;
                if (error is Native.Interrupted or Native.TryAgain) continue;
                throw new SocketException(error);
            }

            // A reader that is woken by the stop is given an empty message that nobody sent.
            if (_isStopping && _batch.Request(0).IsEmpty) continue;
            Send(socket, Answer(received));
            _batch.Prepare(received);
        }
    }

    /// <inheritdoc/>
    public void Stop()
    {
        _isStopping = true;
        try
        {
            // What was received goes on being answered, so only one direction ends.
            _socket.Shutdown(SocketShutdown.Receive);
        }
        catch (SocketException)
        {
            // "Not connected" is what a socket of UDP always says here, and yet its reader wakes.
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _socket.Dispose();
        _batch.Dispose();
        DnsMetrics.End(_counters);
    }

    private int Answer(int received)
    {
        var responses = 0;
        var draws = Draws.OfThread;
        _responder.BeginBatch(_batch.Questions(received));
        for (var i = 0; i < received; i++)
        {
            var length = _responder.Respond(_batch.Request(i), new Source(_batch.From(i), Transport.Udp), _batch.Response(i), draws, out var verdict);
            _counters.Count(verdict);
            if (length > 0) _batch.Answer(i, responses++, length);
        }

        return responses;
    }

    private unsafe void Send(int socket, int count)
    {
        for (var at = 0; at < count;)
        {
            var sent = Native.Send(socket, _batch.Sent + at, (uint)(count - at), 0);
            if (sent > 0) at += sent;
            else if (Marshal.GetLastPInvokeError() != Native.Interrupted) at++; // this client cannot be reached; the next one can
        }
    }
}
