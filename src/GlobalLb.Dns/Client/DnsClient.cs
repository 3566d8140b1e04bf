using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using GlobalLb.Dns.Messages;
using GlobalLb.Dns.Names;
using GlobalLb.Dns.Records;
using GlobalLb.Dns.Server;

namespace GlobalLb.Dns.Client;

/// <summary>Asks one DNS server one question at a time, over UDP or TCP. It neither caches nor repeats.</summary>
/// <param name="server">The server.</param>
/// <param name="timeout">How long a question may take; 3 seconds unless said.</param>
public sealed class DnsClient(IPEndPoint server, TimeSpan? timeout = null)
{
    private readonly TimeSpan _timeout = timeout ?? TimeSpan.FromSeconds(3);

    /// <summary>Asks and waits for the response.</summary>
    /// <param name="name">The name.</param>
    /// <param name="type">The type.</param>
    /// <param name="options">How to ask; <see cref="QueryOptions.Default"/> unless said.</param>
    /// <param name="cancel">Gives up early.</param>
    /// <exception cref="TimeoutException">No response came in time.</exception>
    /// <exception cref="SocketException">The server cannot be reached, or it closed the connection.</exception>
    /// <exception cref="InvalidDataException">What came cannot be read.</exception>
    public async Task<Message> Ask(DomainName name, RecordType type, QueryOptions? options = null, CancellationToken cancel = default)
    {
        options ??= QueryOptions.Default;
        var id = (ushort)RandomNumberGenerator.GetInt32(ushort.MaxValue + 1);
        var query = QueryWriter.Write(id, name, type, options);
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        deadline.CancelAfter(_timeout);
        try
        {
            return options.Transport == Transport.Tcp ? await AskTcp(query, deadline.Token) : await AskUdp(id, query, deadline.Token);
        }
        catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
        {
            throw new TimeoutException($"{server} did not answer {name} {RecordTypes.Format(type)} within {_timeout.TotalSeconds:0.#} s");
        }
    }

    private async Task<Message> AskUdp(ushort id, byte[] query, CancellationToken cancel)
    {
        // A connected socket hears nobody but the server.
        using var socket = new Socket(server.AddressFamily, SocketType.Dgram, ProtocolType.Udp);
        await socket.ConnectAsync(server, cancel);
        await socket.SendAsync(query, cancel);
        var response = new byte[ushort.MaxValue];
        while (true)
        {
            var length = await socket.ReceiveAsync(response, cancel);
            if (length >= 2 && BinaryPrimitives.ReadUInt16BigEndian(response) == id) return Read(response.AsSpan(0, length));
        }
    }

    private async Task<Message> AskTcp(byte[] query, CancellationToken cancel)
    {
        using var socket = new Socket(server.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        await socket.ConnectAsync(server, cancel);
        byte[] framed = [(byte)(query.Length >> 8), (byte)query.Length, .. query];
        await socket.SendAsync(framed, cancel);
        var length = BinaryPrimitives.ReadUInt16BigEndian(await Receive(socket, 2, cancel));
        return Read(await Receive(socket, length, cancel));
    }

    private static async Task<byte[]> Receive(Socket socket, int length, CancellationToken cancel)
    {
        var octets = new byte[length];
        for (var filled = 0; filled < length;)
        {
            var received = await socket.ReceiveAsync(octets.AsMemory(filled), cancel);
            if (received == 0) throw new SocketException((int)SocketError.ConnectionReset);
            filled += received;
        }

        return octets;
    }

    private Message Read(ReadOnlySpan<byte> response) =>
        Message.TryRead(response, out var message) && message.IsResponse
            ? message
            : throw new InvalidDataException($"{server} sent {response.Length} octets that are no readable response");
}
