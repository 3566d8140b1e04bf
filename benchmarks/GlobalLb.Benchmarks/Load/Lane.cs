using System.Buffers.Binary;
using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace GlobalLb.Benchmarks.Load;

/// <summary>
/// One socket of the generator: sends queries under successive IDs, and matches what comes back by ID and question. Times are
/// those of <see cref="Stopwatch"/>.
/// </summary>
internal sealed unsafe class Lane : IDisposable
{
    private const int BatchLength = 64;
    private const int ResponseLength = 2048;
    private const int HeaderLength = 12;
    private const int BufferLength = 4 << 20;

    private static readonly long TimeoutTicks = Stopwatch.Frequency / 2;

    // All lanes take turns on one thread, so they share the memory of a batch.
    private static readonly LoadNative.Message* Sending = LoadNative.Allocate<LoadNative.Message>(BatchLength);
    private static readonly LoadNative.Part* SendingParts = LoadNative.Allocate<LoadNative.Part>(BatchLength);
    private static readonly LoadNative.Message* Receiving = LoadNative.Allocate<LoadNative.Message>(BatchLength);
    private static readonly LoadNative.Part* ReceivingParts = LoadNative.Allocate<LoadNative.Part>(BatchLength);
    private static readonly byte* Responses = LoadNative.Allocate<byte>(BatchLength * ResponseLength);

    private readonly Socket _socket;
    private readonly QueryBlock _queries;
    private readonly Tally _tally;

    // By ID: when it was sent, 0 when nothing is awaited, and which query it was.
    private readonly long[] _sent = new long[ushort.MaxValue + 1];
    private readonly int[] _asked = new int[ushort.MaxValue + 1];
    private ushort _next, _oldest;

    static Lane()
    {
        for (var i = 0; i < BatchLength; i++)
        {
            Sending[i] = new LoadNative.Message { Header = { Parts = SendingParts + i, PartCount = 1 } };
            ReceivingParts[i] = new LoadNative.Part { Start = Responses + (i * ResponseLength), Length = ResponseLength };
            Receiving[i] = new LoadNative.Message { Header = { Parts = ReceivingParts + i, PartCount = 1 } };
        }
    }

    /// <summary>Connects a socket of its own to a server.</summary>
    public Lane(IPEndPoint server, QueryBlock queries, Tally tally)
    {
        _queries = queries;
        _tally = tally;
        _socket = new Socket(server.AddressFamily, SocketType.Dgram, ProtocolType.Udp) { ReceiveBufferSize = BufferLength, SendBufferSize = BufferLength };
        _socket.Connect(server);
    }

    /// <summary>How many queries await their answers.</summary>
    public int Outstanding { get; private set; }

    /// <summary>Sends up to <paramref name="count"/> queries; fewer when the awaited ones use up the IDs. Says how many.</summary>
    public int Send(int count)
    {
        count = Math.Min(count, BatchLength);
        var now = Stopwatch.GetTimestamp();
        var ready = 0;
        for (; ready < count && _sent[_next] == 0 && (ushort)(_next + 1) != _oldest; ready++, _next++)
        {
            var query = _queries.Next();
            var octets = _queries[query];
            // Sending copies: the ID may be written where the query is kept.
            BinaryPrimitives.WriteUInt16BigEndian(new Span<byte>(octets.Start, sizeof(ushort)), _next);
            SendingParts[ready] = octets;
            _sent[_next] = now;
            _asked[_next] = query;
        }

        for (var at = 0; at < ready;)
        {
            var sent = LoadNative.Send((int)_socket.Handle, Sending + at, (uint)(ready - at), 0);
            if (sent > 0) at += sent;
        }

        Outstanding += ready;
        _tally.Sent += ready;
        return ready;
    }

    /// <summary>Takes what has arrived.</summary>
    public void Receive()
    {
        var received = LoadNative.Receive((int)_socket.Handle, Receiving, BatchLength, LoadNative.DoNotWait, null);
        if (received <= 0) return;
        var now = Stopwatch.GetTimestamp();
        for (var i = 0; i < received; i++) Take(new ReadOnlySpan<byte>(Responses + (i * ResponseLength), (int)Receiving[i].Length), now);
    }

    /// <summary>Counts as lost what was sent half a second ago and not answered.</summary>
    public void Expire(long now)
    {
        for (; _oldest != _next; _oldest++)
        {
            ref var sent = ref _sent[_oldest];
            if (sent == 0) continue;
            if (now - sent < TimeoutTicks) return;
            sent = 0;
            Outstanding--;
            _tally.Lost++;
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _socket.Dispose();

    private void Take(ReadOnlySpan<byte> response, long now)
    {
        if (response.Length < HeaderLength)
        {
            _tally.Wrong++;
            return;
        }

        var id = BinaryPrimitives.ReadUInt16BigEndian(response);
        ref var sent = ref _sent[id];
        if (sent == 0) return; // too late: lost already
        var question = _queries.Question(_asked[id]);
        if ((response[2] & 0x80) == 0 || response.Length < HeaderLength + question.Length || !response.Slice(HeaderLength, question.Length).SequenceEqual(question))
        {
            _tally.Wrong++;
            return;
        }

        _tally.Delays.Add((now - sent) * (1_000_000_000 / Stopwatch.Frequency));
        _tally.Answered++;
        if (response[6] == 0 && response[7] == 0) _tally.Empty++;
        sent = 0;
        Outstanding--;
    }
}
