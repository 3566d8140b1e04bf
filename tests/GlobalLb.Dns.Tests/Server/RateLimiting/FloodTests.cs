using System.Net;
using System.Net.Sockets;
using GlobalLb.Dns.Client;
using GlobalLb.Dns.Names;
using GlobalLb.Dns.Records;
using GlobalLb.Dns.Server;
using GlobalLb.Dns.Server.RateLimiting;
using GlobalLb.Tests;
using Microsoft.Extensions.Logging.Abstractions;

namespace GlobalLb.Dns.Tests.Server.RateLimiting;

public sealed class FloodTests
{
    private const int Rounds = 400;
    private const int FloodPerRound = 64;

    // So many that both loops have one, but for one run in 2^15: when all are answered, so is the flood before them.
    private const int SteadyClients = 16;

    [LinuxTheory]
    [InlineData("www.example.com", 500)]
    [InlineData("absent.example.com", 125)]
    [InlineData("www.example.org", 25)]
    public async Task A_flood_from_one_prefix_gets_its_burst_and_takes_nothing_from_the_others(string name, int burst)
    {
        // The clock stands still: however long a busy machine takes, nothing is earned back.
        var options = new ResponderOptions { RateLimits = RateLimitOptions.Default, Time = new ManualTime() };
        await using var server = new UdpServer(new IPEndPoint(IPAddress.Any, 0), new Responder(new ExampleAuthority(), options), 2, NullLogger.Instance);
        server.Start();
        var flood = Enumerable.Range(1, 8).Select(i => Open($"127.1.2.{i}", server)).ToArray();
        var steady = Enumerable.Range(1, SteadyClients).Select(i => Open($"127.5.{i}.7", server)).ToArray();
        var queries = Enumerable.Range(0, 256).Select(i => Query(1, name == "absent.example.com" ? $"absent{i}.example.com" : name)).ToArray();
        int sent = 0, whole = 0, truncated = 0;
        var buffer = new byte[2048];
        for (var round = 0; round < Rounds; round++)
        {
            for (var i = 0; i < FloodPerRound; i++, sent++) flood[i % flood.Length].Send(queries[sent % queries.Length]);
            foreach (var client in steady) client.Send(Query((ushort)round, "www.example.com"));
            foreach (var client in steady)
            {
                var length = client.Receive(buffer);
                Assert.Equal((ushort)round, (buffer[0] << 8) | buffer[1]);
                Assert.True(length > Query(1, "www.example.com").Length && !IsTruncated(buffer), "a steady client was limited");
            }

            foreach (var socket in flood)
            {
                while (socket.Available > 0)
                {
                    var length = socket.Receive(buffer);
                    if (!IsTruncated(buffer)) whole++;
                    else truncated++;
                    Assert.True(!IsTruncated(buffer) || length <= queries.Max(query => query.Length), "what is suppressed is longer than its query");
                }
            }
        }

        // Far from the limit both loops may count two responses as one (a quarter of the burst); of the suppressed ones half go out by chance.
        Assert.InRange(whole, burst, burst * 5 / 4);
        Assert.InRange(truncated / (double)(sent - whole), 0.45, 0.55);
        foreach (var socket in flood.Concat(steady)) socket.Dispose();
    }

    private static byte[] Query(ushort id, string name) => QueryWriter.Write(id, DomainName.Parse(name), RecordType.A, QueryOptions.Default);

    private static bool IsTruncated(byte[] response) => (response[2] & 0x02) != 0;

    private static Socket Open(string from, UdpServer server)
    {
        // The timeout ends a test that fails; what is waited for comes.
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp) { ReceiveBufferSize = 1 << 20, ReceiveTimeout = 60_000 };
        socket.Bind(new IPEndPoint(IPAddress.Parse(from), 0));
        socket.Connect(new IPEndPoint(IPAddress.Loopback, server.LocalEndPoint.Port));
        return socket;
    }
}
