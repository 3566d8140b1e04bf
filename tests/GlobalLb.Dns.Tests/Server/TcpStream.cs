using System.Net;
using System.Net.Sockets;
using GlobalLb.Dns.Client;
using GlobalLb.Dns.Messages;
using GlobalLb.Dns.Names;
using GlobalLb.Dns.Records;
using GlobalLb.Dns.Server;

namespace GlobalLb.Dns.Tests.Server;

/// <summary>A client over TCP that can do everything a client should not.</summary>
internal sealed class TcpStream : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private TcpStream(Socket socket) => Socket = socket;

    public Socket Socket { get; }

    public static async Task<TcpStream> Connect(TcpServer server, string? from = null)
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        if (from is not null) socket.Bind(new IPEndPoint(IPAddress.Parse(from), 0));
        await socket.ConnectAsync(server.LocalEndPoint);
        return new TcpStream(socket);
    }

    public static byte[] Framed(ushort id, DomainName name, QueryOptions? options = null) =>
        Framed(QueryWriter.Write(id, name, RecordType.A, options ?? QueryOptions.Default));

    public static byte[] Framed(byte[] query) => [(byte)(query.Length >> 8), (byte)query.Length, .. query];

    public async Task Send(params byte[] octets)
    {
        for (var sent = 0; sent < octets.Length;) sent += await Socket.SendAsync(octets.AsMemory(sent));
    }

    public Task Send(ushort id, DomainName name) => Send(Framed(id, name));

    public async Task<byte[]> Read(int length)
    {
        using var deadline = new CancellationTokenSource(Patience);
        var octets = new byte[length];
        for (var filled = 0; filled < length;)
        {
            var received = await Socket.ReceiveAsync(octets.AsMemory(filled), deadline.Token);
            Assert.True(received > 0, "the connection was closed");
            filled += received;
        }

        return octets;
    }

    public async Task<byte[]> ReadOctets()
    {
        var prefix = await Read(2);
        return await Read((prefix[0] << 8) | prefix[1]);
    }

    public async Task<Message> ReadMessage()
    {
        Assert.True(Message.TryRead(await ReadOctets(), out var message));
        return message;
    }

    /// <summary>Asks and checks that it is answered.</summary>
    public async Task AssertAnswers(ushort id = 1)
    {
        await Send(id, ExampleAuthority.Www);
        Assert.Equal(id, (await ReadMessage()).Id);
    }

    /// <summary>Waits until the other side has closed; false when something came instead.</summary>
    public async Task<bool> IsClosed()
    {
        using var deadline = new CancellationTokenSource(Patience);
        try
        {
            return await Socket.ReceiveAsync(new byte[1], deadline.Token) == 0;
        }
        catch (SocketException)
        {
            return true;
        }
    }

    public void Dispose() => Socket.Dispose();
}
