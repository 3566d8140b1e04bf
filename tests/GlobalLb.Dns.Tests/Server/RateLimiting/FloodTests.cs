using System.Net;
using System.Net.Sockets;
using GlobalLb.Dns.Client;
using GlobalLb.Dns.Names;
using GlobalLb.Dns.Records;
using GlobalLb.Dns.Server;
using GlobalLb.Dns.Server.RateLimiting;
using Microsoft.Extensions.Logging.Abstractions;

namespace GlobalLb.Dns.Tests.Server.RateLimiting;

public sealed class FloodTests
{
    private const int Rounds = 1500;
    private const int FloodPerRound = 64;

    [LinuxTheory]
    [InlineData("www.example.com")]
    [InlineData("absent.example.com")]
    [InlineData("www.example.org")]
    public async Task A_flood_from_one_prefix_gets_little_and_takes_nothing_from_the_others(string name)
    {
        var responder = new Responder(new ExampleAuthority(), new ResponderOptions { RateLimits = RateLimitOptions.Default });
        await using var server = new UdpServer(new IPEndPoint(IPAddress.Any, 0), responder, 2, NullLogger.Instance);
        server.Start();
        var flood = Enumerable.Range(1, 8).Select(i => Open($"127.1.2.{i}", server)).ToArray();
        using var steady = Open("127.5.6.7", server);
        steady.ReceiveTimeout = 10_000;

        long sent = 0, received = 0;
        var queries = Enumerable.Range(0, 256).Select(i => QueryWriter.Write(1, DomainName.Parse(name == "absent.example.com" ? $"absent{i}.example.com" : name), RecordType.A, QueryOptions.Default)).ToArray();
        var buffer = new byte[2048];
        for (var round = 0; round < Rounds; round++)
        {
            for (var i = 0; i < FloodPerRound; i++) sent += flood[i % flood.Length].Send(queries[((round * FloodPerRound) + i) % queries.Length]);

            // The steady client waits for its answer, so that the flood is as fast as the server and nothing is lost on the way.
            var query = QueryWriter.Write((ushort)round, ExampleAuthority.Www, (RecordType)(1 + (round % 15)), QueryOptions.Default);
            steady.Send(query);
            var length = steady.Receive(buffer);
            Assert.Equal((ushort)round, (buffer[0] << 8) | buffer[1]);
            Assert.True(length > query.Length && (buffer[2] & 0x02) == 0, "the steady client was limited");
            received += flood.Sum(socket => Drain(socket, buffer));
        }

        // Half of what is suppressed goes back as long as it came; the allowance itself is little beside it. A busy machine loses some of
        // the flood before the server sees it, because the steady client waits for one of two loops only.
        Assert.InRange(received / (double)sent, 0.1, 0.6);
        foreach (var socket in flood) socket.Dispose();
    }

    private static Socket Open(string from, UdpServer server)
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp) { ReceiveBufferSize = 1 << 20 };
        socket.Bind(new IPEndPoint(IPAddress.Parse(from), 0));
        socket.Connect(new IPEndPoint(IPAddress.Loopback, server.LocalEndPoint.Port));
        return socket;
    }

    private static long Drain(Socket socket, byte[] buffer)
    {
        long octets = 0;
        while (socket.Available > 0) octets += socket.Receive(buffer);
        return octets;
    }
}
