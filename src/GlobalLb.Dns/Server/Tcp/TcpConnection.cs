using System.Buffers;
using System.Buffers.Binary;
using System.Net.Sockets;
using GlobalLb.Dns.Messages;

namespace GlobalLb.Dns.Server.Tcp;

/// <summary>
/// One connection: requests one after the other, each behind its length in two octets (RFC 1035 §4.2.2), answered in the
/// order they came (RFC 7766 §6.2.1.1). Ends when the client closes, waits too long, reads too slowly, or sends what is
/// answered with silence.
/// </summary>
internal sealed class TcpConnection(Socket socket, ClientAddress client, Responder responder, LoopCounters counters, TcpLimits limits)
{
    private const int PrefixLength = 2;

    private readonly Source _source = new(client, Transport.Tcp);
    private readonly byte[] _prefix = new byte[PrefixLength];

    /// <summary>Answers until the connection ends or <paramref name="stopping"/>; a response begun is sent whole.</summary>
    public async Task Run(CancellationToken stopping)
    {
        try
        {
            socket.NoDelay = true;
            while (await TryAnswerNext(stopping))
            {
            }
        }
        catch (Exception failure) when (failure is SocketException or OperationCanceledException or ObjectDisposedException)
        {
            // The client went away, or its time was over.
        }
    }

    private async Task<bool> TryAnswerNext(CancellationToken stopping)
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(stopping);
        deadline.CancelAfter(limits.Idle);
        if (!await TryFill(_prefix, deadline.Token)) return false;
        var length = BinaryPrimitives.ReadUInt16BigEndian(_prefix);
        var request = ArrayPool<byte>.Shared.Rent(length);
        try
        {
            return await TryFill(request.AsMemory(0, length), deadline.Token) && await TryAnswer(request.AsMemory(0, length));
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(request);
        }
    }

    private async Task<bool> TryAnswer(ReadOnlyMemory<byte> request)
    {
        var response = ArrayPool<byte>.Shared.Rent(PrefixLength + ushort.MaxValue);
        try
        {
            var length = responder.Respond(request.Span, _source, response.AsSpan(PrefixLength, ushort.MaxValue), out var verdict);
            lock (counters) counters.Count(verdict);
            if (length == 0) return false;
            BinaryPrimitives.WriteUInt16BigEndian(response, (ushort)length);
            using var deadline = new CancellationTokenSource(limits.Write);
            for (var sent = 0; sent < PrefixLength + length;)
                sent += await socket.SendAsync(response.AsMemory(sent, PrefixLength + length - sent), deadline.Token);
            return true;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(response);
        }
    }

    private async Task<bool> TryFill(Memory<byte> octets, CancellationToken deadline)
    {
        for (var filled = 0; filled < octets.Length;)
        {
            var received = await socket.ReceiveAsync(octets[filled..], deadline);
            if (received == 0) return false;
            filled += received;
        }

        return true;
    }
}
