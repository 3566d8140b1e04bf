using System.Buffers.Binary;
using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using GlobalLb.Dns.Names;
using GlobalLb.Dns.Records;

namespace GlobalLb.Control.Tests.Flattening;

/// <summary>A resolver on loopback, UDP and TCP on one port, that says what the test wants, and counts what it was asked.</summary>
internal sealed class Upstream : IDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private readonly Socket _udp, _tcp;
    private readonly Task _loops;

    public Upstream()
    {
        while (true)
        {
            _udp = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
            _tcp = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
            try
            {
                _tcp.Bind(new IPEndPoint(IPAddress.Loopback, 0));
                _udp.Bind(_tcp.LocalEndPoint!);
                break;
            }
            catch (SocketException failure) when (failure.SocketErrorCode == SocketError.AddressAlreadyInUse)
            {
                // The port that was free for one is not for the other.
                _udp.Dispose();
                _tcp.Dispose();
            }
        }

        _tcp.Listen();
        _loops = Task.WhenAll(AnswerUdpAsync(), AnswerTcpAsync());
    }

    public IPEndPoint Address => (IPEndPoint)_udp.LocalEndPoint!;

    /// <summary>What is said to a question; null: nothing.</summary>
    public Func<DomainName, RecordType, bool, Reply?> Say { get; set; } = (_, _, _) => new Reply(2);

    public ConcurrentQueue<(RecordType Type, bool IsTcp, bool IsRecursionDesired)> Asked { get; } = [];

    /// <summary>Addresses for both families, or what there is of them.</summary>
    public void Have(params string[] addresses) => Say = (name, type, _) => Reply.Of(name, type, 60, addresses);

    public void Dispose()
    {
        _stop.Cancel();
        _udp.Dispose();
        _tcp.Dispose();
        _loops.ContinueWith(_ => _stop.Dispose(), TaskScheduler.Default).Wait();
    }

    private async Task AnswerUdpAsync()
    {
        var query = new byte[2000];
        while (!_stop.IsCancellationRequested)
        {
            var received = await _udp.ReceiveFromAsync(query, new IPEndPoint(IPAddress.Any, 0), _stop.Token);
            if (Answer(query.AsSpan(0, received.ReceivedBytes), isTcp: false) is { } response) await _udp.SendToAsync(response, received.RemoteEndPoint);
        }
    }

    private async Task AnswerTcpAsync()
    {
        var query = new byte[2000];
        while (!_stop.IsCancellationRequested)
        {
            using var connection = await _tcp.AcceptAsync(_stop.Token);
            var length = await connection.ReceiveAsync(query, _stop.Token);
            if (Answer(query.AsSpan(2, length - 2), isTcp: true) is { } response)
                await connection.SendAsync((byte[])[(byte)(response.Length >> 8), (byte)response.Length, .. response]);
        }
    }

    private byte[]? Answer(ReadOnlySpan<byte> query, bool isTcp)
    {
        var end = 12;
        while (query[end] != 0) end += query[end] + 1;
        Assert.True(DomainName.TryRead(query[12..++end], out var name));
        var type = (RecordType)BinaryPrimitives.ReadUInt16BigEndian(query[end..]);
        Asked.Enqueue((type, isTcp, (query[2] & 1) != 0));
        if (Say(name, type, isTcp) is not { } reply) return null;
        var response = new List<byte>();
        response.AddRange(query[..2]);
        response.AddRange([(byte)(0x81 | (reply.IsTruncated ? 2 : 0) | (reply.IsAuthoritative ? 4 : 0)), (byte)((reply.IsRecursive ? 0x80 : 0) | reply.Code)]);
        response.AddRange([0, 1, 0, (byte)reply.Answers.Count, 0, (byte)reply.Authorities.Count, 0, 0]);
        response.AddRange((reply.Question ?? name).Wire);
        response.AddRange(query[end..(end + 4)]);
        foreach (var (owner, record) in reply.Answers.Concat(reply.Authorities)) response.AddRange([.. owner.Wire, .. record]);
        return [.. response];
    }

    /// <summary>What the resolver says.</summary>
    /// <param name="Code">The response code.</param>
    internal sealed record Reply(byte Code)
    {
        public bool IsTruncated { get; init; }

        public bool IsRecursive { get; init; } = true;

        public bool IsAuthoritative { get; init; }

        public DomainName? Question { get; init; }

        public List<(DomainName Owner, byte[] Record)> Answers { get; init; } = [];

        public List<(DomainName Owner, byte[] Record)> Authorities { get; init; } = [];

        public static Reply Of(DomainName name, RecordType type, uint ttl, params string[] addresses) => new(0)
        {
            Answers = [.. addresses.Select(IPAddress.Parse)
                .Where(address => address.AddressFamily == (type == RecordType.A ? AddressFamily.InterNetwork : AddressFamily.InterNetworkV6))
                .Select(address => (name, RecordWire.Write(type, ttl, address.GetAddressBytes())))],
        };

        public Reply WithAlias(string owner, uint ttl, string target)
        {
            Answers.Insert(0, (DomainName.Parse(owner), RecordWire.Write(RecordType.CNAME, ttl, DomainName.Parse(target).Wire)));
            return this;
        }

        public Reply WithAuthority(uint ttl, uint minimum)
        {
            byte[] authority = [0, 0, .. new byte[16], (byte)(minimum >> 24), (byte)(minimum >> 16), (byte)(minimum >> 8), (byte)minimum];
            Authorities.Add((DomainName.Parse("test"), RecordWire.Write(RecordType.SOA, ttl, authority)));
            return this;
        }
    }
}
