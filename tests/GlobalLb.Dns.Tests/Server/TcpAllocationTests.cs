using System.Net.Sockets;
using GlobalLb.Dns.Names;
using GlobalLb.Dns.Server;
using Microsoft.Extensions.Logging.Abstractions;

namespace GlobalLb.Dns.Tests.Server;

/// <summary>Runs alone, because what the whole process allocates is counted.</summary>
[CollectionDefinition(nameof(TcpAllocationTests), DisableParallelization = true)]
[Collection(nameof(TcpAllocationTests))]
public sealed class TcpAllocationTests
{
    private const int Count = 2000;

    [Theory]
    [InlineData(1)]
    [InlineData(20)]
    public async Task A_query_over_TCP_allocates_nothing(int pipelined)
    {
        await using var server = new TcpServer(Some.Loopback, new Responder(new ExampleAuthority()), new() { Requests = int.MaxValue }, NullLogger.Instance);
        server.Start();

        // Blocking calls only: they allocate nothing, as long as the socket was never used in another way.
        using var client = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        client.Connect(server.LocalEndPoint);
        var queries = Enumerable.Repeat(TcpStream.Framed(1, DomainName.Parse("absent.example.com")), pipelined).SelectMany(each => each).ToArray();
        var alone = new Responder(new ExampleAuthority()).Respond(queries.AsSpan(2, queries[1]), Exchange.Tcp, new byte[ushort.MaxValue]);
        var response = new byte[(2 + alone) * pipelined];
        Ask(client, queries, response, 500);
        var least = long.MaxValue;
        for (var round = 0; round < 5; round++)
        {
            var before = GC.GetTotalAllocatedBytes(precise: true);
            Ask(client, queries, response, Count);
            least = Math.Min(least, GC.GetTotalAllocatedBytes(precise: true) - before);
        }

        // The smallest object has 24 octets; what the runtime does now and then beside us is far from one a turn.
        Assert.InRange(least, 0, Count * 12);
    }

    private static void Ask(Socket socket, byte[] queries, byte[] response, int count)
    {
        for (var i = 0; i < count; i++)
        {
            socket.Send(queries);
            for (var filled = 0; filled < response.Length;) filled += socket.Receive(response, filled, response.Length - filled, SocketFlags.None);
        }
    }
}
