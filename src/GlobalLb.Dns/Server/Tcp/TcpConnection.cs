using System.Buffers;
using System.Buffers.Binary;
using System.Net.Sockets;
using GlobalLb.Dns.Messages;

namespace GlobalLb.Dns.Server.Tcp;

/// <summary>
/// One connection: requests, each behind its length in two octets (RFC 1035 §4.2.2). All that have come are answered at once,
/// in their order (RFC 7766 §6.2.1.1), and only when their responses are accepted is more read: a client that does not
/// read holds what it was owed at one moment, and no thread. A request costs no allocation, and no timer: deadlines are
/// watched from outside.
/// </summary>
internal sealed class TcpConnection(Socket socket, ClientAddress address, Responder responder, LoopCounters counters, TcpLimits limits, ConnectionTable table)
{
    private const int PrefixLength = 2;

    // Enough for dozens of usual requests; a longer one gets longer memory for its time.
    private const int InputLength = 4096;
    private const int OutputLength = 65_536;

    // The unit of idle timeouts in milliseconds (RFC 7828 §3.1).
    private const int KeepAliveUnit = 100;

    // The phase in the lowest three bits, behind the moment at which it began: one number, so that both are of one time.
    private const int PhaseBits = 3;

    private readonly long _accepted = table.Now;
    private byte[] _input = [];
    private int _start;
    private int _end;
    private int _answered;
    private bool _isOver;
    private long _waiting = table.Now << PhaseBits;
    private long _lastAnswered = table.Now;
    private volatile bool _isStopping;

    /// <summary>Whom its place is counted for: the address, or the first 64 bits of it.</summary>
    public ClientAddress Client { get; } = address.IsIPv4 ? address : address.Masked(64);

    /// <summary>When a request of it was last answered; before the first one, when it was accepted.</summary>
    public long LastAnswered => Volatile.Read(ref _lastAnswered);

    /// <summary>What it waits for.</summary>
    public Phase Phase => (Phase)(Volatile.Read(ref _waiting) & ((1 << PhaseBits) - 1));

    /// <summary>Completes when it has ended.</summary>
    public Task Ended { get; set; } = Task.CompletedTask;

    /// <summary>Answers until the client closes, a limit is met, or it is closed from outside.</summary>
    public async Task Run()
    {
        // Whoever accepts connections must not be kept by a client that always has more to say.
        await Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
        _input = ArrayPool<byte>.Shared.Rent(InputLength);
        try
        {
            socket.NoDelay = true;
            while (!_isOver)
            {
                Enter(_answered == 0 ? Phase.First : _end > 0 ? Phase.Rest : Phase.Idle);
                var received = await socket.ReceiveAsync(_input.AsMemory(_end), SocketFlags.None);
                if (received == 0) return; // also when only this direction was closed: all that came before it is answered
                _end += received;
                while (!_isOver && HasWholeRequest)
                {
                    Enter(Phase.Write);
                    if (_isStopping) return;
                    var output = ArrayPool<byte>.Shared.Rent(OutputLength);
                    try
                    {
                        var length = Answer(output.AsSpan(0, OutputLength));
                        MakeRoom();
                        for (var sent = 0; sent < length;)
                            sent += await socket.SendAsync(output.AsMemory(sent, length - sent), SocketFlags.None);
                    }
                    finally
                    {
                        ArrayPool<byte>.Shared.Return(output);
                    }

                    Volatile.Write(ref _lastAnswered, table.Now);
                    _isOver |= _isStopping || _answered >= limits.Requests || LastAnswered - _accepted >= limits.Life.TotalMilliseconds;
                }

                if (_end == _input.Length) MakeRoom();
            }

            // Closed with something unread, the system would take back what the client has not read yet.
            Enter(Phase.End);
            socket.Shutdown(SocketShutdown.Send);
            while (await socket.ReceiveAsync(_input, SocketFlags.None) > 0)
            {
            }
        }
        catch (Exception failure) when (failure is SocketException or ObjectDisposedException)
        {
            // The client went away, or its time was over.
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(_input);
        }
    }

    /// <summary>Closes it now; what it was answered is still delivered.</summary>
    public void Close()
    {
        try
        {
            // Disposed of while it waits to receive, it would be reset, and take back what the client has not read yet.
            socket.Shutdown(SocketShutdown.Send);
        }
        catch (Exception failure) when (failure is SocketException or ObjectDisposedException)
        {
            // It has ended by itself.
        }

        socket.Dispose();
    }

    /// <summary>Resets it now: nothing of it stays, also not with the system, which else remembers each for a minute.</summary>
    public void Abort()
    {
        try
        {
            socket.LingerState = new LingerOption(true, 0);
        }
        catch (Exception failure) when (failure is SocketException or ObjectDisposedException)
        {
            // It has ended by itself.
        }

        socket.Dispose();
    }

    /// <summary>Ends it as soon as what was begun is answered.</summary>
    public void Stop()
    {
        _isStopping = true;
        Interlocked.MemoryBarrier();
        if (Phase != Phase.Write) Close();
    }

    /// <summary>Closes it when it waits for longer than it may.</summary>
    /// <param name="now">The moment, by the clock of the table.</param>
    /// <returns>Whether it was closed.</returns>
    public bool CloseIfOverdue(long now)
    {
        var waiting = Volatile.Read(ref _waiting);
        var phase = (Phase)(waiting & ((1 << PhaseBits) - 1));
        var limit = phase switch
        {
            Phase.First => limits.First,
            Phase.Idle => table.Idle,
            Phase.Write => limits.Write,
            _ => limits.Rest,
        };
        var isOld = phase == Phase.Idle && now - _accepted >= limits.Life.TotalMilliseconds;
        if (!isOld && now - (waiting >> PhaseBits) < limit.TotalMilliseconds) return false;
        if (phase == Phase.Write) Abort();
        else Close();
        return true;
    }

    private bool HasWholeRequest =>
        _end - _start >= PrefixLength && _end - _start - PrefixLength >= BinaryPrimitives.ReadUInt16BigEndian(_input.AsSpan(_start));

    // A phase that goes on keeps its beginning: octets that trickle in do not make more time.
    private void Enter(Phase phase)
    {
        if (phase != Phase) Interlocked.Exchange(ref _waiting, (table.Now << PhaseBits) | (long)phase);
    }

    // Answers whole requests as long as there are some and their responses fit.
    private int Answer(Span<byte> output)
    {
        var keepAlive = Math.Min(table.Idle.TotalMilliseconds / KeepAliveUnit, ushort.MaxValue);
        var source = new Source(address, Transport.Tcp) { KeepAlive = (ushort)keepAlive };
        var used = 0;
        for (var count = 0; count < limits.Pipelined && HasWholeRequest && _answered < limits.Requests; count++)
        {
            var request = _input.AsSpan(_start + PrefixLength, BinaryPrimitives.ReadUInt16BigEndian(_input.AsSpan(_start)));
            var free = output[used..];
            if (used > 0 && free.Length < PrefixLength + Responder.SmallestBuffer) break;
            var length = responder.Respond(request, source, free[PrefixLength..], Draws.OfThread, out var verdict);

            // A response that only what stands before it has truncated is made again, with all the room.
            if (used > 0 && verdict.IsTruncated) break;
            counters.CountTogether(verdict);
            _start += PrefixLength + request.Length;
            _answered++;
            if (length == 0)
            {
                _isOver = true;
                break;
            }

            BinaryPrimitives.WriteUInt16BigEndian(free, (ushort)length);
            used += PrefixLength + length;
        }

        return used;
    }

    // Moves what is left to the beginning of memory that has room for all of the request it is the beginning of.
    private void MakeRoom()
    {
        var left = _input.AsSpan(_start.._end);
        var needed = left.Length < PrefixLength ? InputLength : Math.Max(InputLength, PrefixLength + BinaryPrimitives.ReadUInt16BigEndian(left));
        if (needed > _input.Length || (needed == InputLength && _input.Length > InputLength && left.Length <= InputLength))
        {
            var input = ArrayPool<byte>.Shared.Rent(needed);
            left.CopyTo(input);
            ArrayPool<byte>.Shared.Return(_input);
            _input = input;
        }
        else
        {
            left.CopyTo(_input);
        }

        (_start, _end) = (0, left.Length);
    }
}
