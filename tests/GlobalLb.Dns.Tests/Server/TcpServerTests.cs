using System.Net.Sockets;
using GlobalLb.Dns.Client;
using GlobalLb.Dns.Messages;
using GlobalLb.Dns.Names;
using GlobalLb.Dns.Records;
using GlobalLb.Dns.Server;
using Microsoft.Extensions.Logging.Abstractions;

namespace GlobalLb.Dns.Tests.Server;

public sealed class TcpServerTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);
    private static readonly Responder Responder = new(new ExampleAuthority());
    private static readonly QueryOptions Tcp = new() { Transport = Transport.Tcp };

    private static TcpServer Start(TcpLimits? limits = null)
    {
        var server = new TcpServer(Some.Loopback, Responder, limits ?? TcpLimits.Default, NullLogger.Instance);
        server.Start();
        return server;
    }

    private static async Task<Socket> Connect(TcpServer server)
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        await socket.ConnectAsync(server.LocalEndPoint);
        return socket;
    }

    private static byte[] Framed(ushort id, DomainName name)
    {
        var query = QueryWriter.Write(id, name, RecordType.A, QueryOptions.Default);
        return [0, (byte)query.Length, .. query];
    }

    private static async Task<byte[]> Read(Socket socket, int length)
    {
        using var deadline = new CancellationTokenSource(Patience);
        var octets = new byte[length];
        for (var filled = 0; filled < length;)
        {
            var received = await socket.ReceiveAsync(octets.AsMemory(filled), deadline.Token);
            Assert.True(received > 0, "the connection was closed");
            filled += received;
        }

        return octets;
    }

    private static async Task<Message> ReadMessage(Socket socket)
    {
        var prefix = await Read(socket, 2);
        Assert.True(Message.TryRead(await Read(socket, (prefix[0] << 8) | prefix[1]), out var message));
        return message;
    }

    private static async Task<bool> IsClosed(Socket socket)
    {
        using var deadline = new CancellationTokenSource(Patience);
        try
        {
            return await socket.ReceiveAsync(new byte[1], deadline.Token) == 0;
        }
        catch (SocketException)
        {
            return true;
        }
    }

    [Fact]
    public async Task RFC7766_6_2_1_1_Pipelined_queries_are_answered_in_order_however_they_are_cut()
    {
        await using var server = Start();
        using var socket = await Connect(server);
        var queries = Enumerable.Range(0, 50).SelectMany(id => Framed((ushort)id, DomainName.Parse($"absent{id}.example.com"))).ToArray();
        foreach (var piece in queries.Chunk(37)) await socket.SendAsync(piece);
        for (var id = 0; id < 50; id++)
        {
            var message = await ReadMessage(socket);
            Assert.Equal(id, message.Id);
            Assert.Equal($"absent{id}.example.com.", message.QuestionName!.ToString());
        }
    }

    [Fact]
    public async Task What_does_not_fit_UDP_comes_whole_over_TCP()
    {
        await using var server = Start();
        var message = await new DnsClient(server.LocalEndPoint).Ask(DomainName.Parse("large.example.com"), RecordType.TXT, Tcp);
        Assert.Equal(20, message.Answers.Length);
        Assert.False(message.IsTruncated);
    }

    [Fact]
    public async Task RFC7766_6_2_3_An_idle_connection_is_closed()
    {
        await using var server = Start(new() { Idle = TimeSpan.FromMilliseconds(50) });
        using var socket = await Connect(server);
        Assert.True(await IsClosed(socket));
    }

    [Fact]
    public async Task A_request_that_trickles_in_does_not_hold_the_connection()
    {
        await using var server = Start(new() { Idle = TimeSpan.FromMilliseconds(50) });
        using var socket = await Connect(server);
        await socket.SendAsync(Framed(1, ExampleAuthority.Www)[..5]);
        Assert.True(await IsClosed(socket));
    }

    [Fact]
    public async Task What_gets_silence_ends_the_connection()
    {
        await using var server = Start();
        using var socket = await Connect(server);
        await socket.SendAsync((byte[])[0, 3, 1, 2, 3]);
        Assert.True(await IsClosed(socket));
    }

    [Theory]
    [InlineData(2, 100)]
    [InlineData(100, 2)]
    public async Task RFC7766_6_2_2_Connections_above_a_cap_are_closed_and_the_others_go_on(int connections, int perClient)
    {
        await using var server = Start(new() { Connections = connections, ConnectionsPerClient = perClient });
        using var first = await Connect(server);
        using var second = await Connect(server);
        foreach (var socket in new[] { first, second })
        {
            await socket.SendAsync(Framed(1, ExampleAuthority.Www));
            Assert.NotEmpty((await ReadMessage(socket)).Answers);
        }

        using (var third = await Connect(server)) Assert.True(await IsClosed(third));

        first.Shutdown(SocketShutdown.Both);
        Assert.True(await IsClosed(first));
        await Eventually(async () =>
        {
            using var fourth = await Connect(server);
            await fourth.SendAsync(Framed(2, ExampleAuthority.Www));
            return !await IsClosed(fourth);
        });
        await second.SendAsync(Framed(3, ExampleAuthority.Www));
        Assert.Equal(3, (await ReadMessage(second)).Id);
    }

    [Fact]
    public async Task A_client_that_does_not_read_is_dropped()
    {
        await using var server = Start(new() { Write = TimeSpan.FromMilliseconds(100) });
        using var socket = await Connect(server);
        socket.ReceiveBufferSize = 4096;
        var query = Framed(1, DomainName.Parse("huge.example.com"));
        using var deadline = new CancellationTokenSource(Patience);
        await Assert.ThrowsAnyAsync<SocketException>(async () =>
        {
            // Sending fails once the server has closed; without the write deadline this would block until our patience ends.
            while (true) await socket.SendAsync(query, deadline.Token);
        });
    }

    [Fact]
    public async Task Stopping_closes_idle_connections_at_once_and_frees_the_port()
    {
        var server = Start();
        using var socket = await Connect(server);
        await socket.SendAsync(Framed(1, ExampleAuthority.Www));
        await ReadMessage(socket);
        await server.DisposeAsync().AsTask().WaitAsync(TimeSpan.FromSeconds(5));
        Assert.True(await IsClosed(socket));
        await using var next = new TcpServer(server.LocalEndPoint, Responder, TcpLimits.Default, NullLogger.Instance);
        next.Start();
        Assert.NotEmpty((await new DnsClient(next.LocalEndPoint).Ask(ExampleAuthority.Www, RecordType.A, Tcp)).Answers);
    }

    [Fact]
    public async Task An_address_in_use_is_refused()
    {
        await using var first = Start();
        await using var second = new TcpServer(first.LocalEndPoint, Responder, TcpLimits.Default, NullLogger.Instance);
        Assert.Equal(SocketError.AddressAlreadyInUse, Assert.Throws<SocketException>(second.Start).SocketErrorCode);
    }

    private static async Task Eventually(Func<Task<bool>> condition)
    {
        // The server notices a closed connection when the system tells it, which no client can see.
        for (var deadline = DateTime.UtcNow + Patience; DateTime.UtcNow < deadline; await Task.Delay(5))
            if (await condition()) return;
        Assert.Fail("it did not happen in time");
    }
}
