using System.Net;
using System.Net.Sockets;
using GlobalLb.Dns.Messages;
using GlobalLb.Dns.Names;
using GlobalLb.Dns.Server;
using GlobalLb.Dns.Server.Tcp;
using GlobalLb.Tests;
using Microsoft.Extensions.Logging.Abstractions;

namespace GlobalLb.Dns.Tests.Server;

public sealed class TcpDeadlineTests
{
    private static readonly Responder Responder = new(new ExampleAuthority());

    private readonly ManualTime _time = new();

    private TcpServer Start(TcpLimits? limits = null)
    {
        var server = new TcpServer(Some.Loopback, Responder, limits ?? TcpLimits.Default, NullLogger.Instance, _time);
        server.Start();
        return server;
    }

    private void Pass(int milliseconds) => _time.Advance(TimeSpan.FromMilliseconds(milliseconds));

    // What a connection waits for changes a moment after its client has what it asked for, which no client can see.
    private static Task UntilAll(TcpServer server, Phase phase, int count = 1) => Eventually.HoldsAsync(
        () => server.Connections.Open() is var open && open.Length == count && Array.TrueForAll(open, each => each.Phase == phase), $"all wait for {phase}");

    private static bool IsOpen(TcpStream client) => !client.Socket.Poll(0, SelectMode.SelectRead);

    [Fact]
    public async Task RFC7766_6_2_3_An_idle_connection_is_closed()
    {
        await using var server = Start();
        using var client = await TcpStream.Connect(server);
        for (var i = 0; i < 5; i++)
        {
            await client.AssertAnswers();
            await UntilAll(server, Phase.Idle);
            Pass(9_900);
        }

        await client.AssertAnswers();
        await UntilAll(server, Phase.Idle);
        Pass(10_000);
        Assert.True(await client.IsClosed());
    }

    [Fact]
    public async Task RFC7766_6_2_4_An_idle_connection_is_closed_in_order_and_not_reset()
    {
        await using var server = Start();
        using var client = await TcpStream.Connect(server);
        await client.AssertAnswers();
        await UntilAll(server, Phase.Idle);
        Pass(10_000);
        using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        Assert.Equal(0, await client.Socket.ReceiveAsync(new byte[1], deadline.Token));
    }

    [Fact]
    public async Task A_connection_that_brings_no_whole_request_is_closed()
    {
        await using var server = Start();
        using var silent = await TcpStream.Connect(server);
        using var slow = await TcpStream.Connect(server);
        await slow.Send(TcpStream.Framed(1, ExampleAuthority.Www)[..5]);
        await UntilAll(server, Phase.First, 2);
        Pass(1_900);
        Assert.True(IsOpen(silent) && IsOpen(slow));
        Pass(100);
        Assert.True(await silent.IsClosed());
        Assert.True(await slow.IsClosed());
    }

    [Fact]
    public async Task A_request_that_trickles_in_does_not_hold_the_connection()
    {
        await using var server = Start();
        using var client = await TcpStream.Connect(server);
        await client.AssertAnswers();
        await UntilAll(server, Phase.Idle);
        Pass(5_000);
        var query = TcpStream.Framed(2, ExampleAuthority.Www);
        await client.Send(query[..1]);
        await UntilAll(server, Phase.Rest);
        Pass(400);
        await client.Send(query[1..9]);
        Assert.True(IsOpen(client));
        Pass(100);
        Assert.True(await client.IsClosed());
    }

    [Fact]
    public async Task A_client_that_does_not_read_is_dropped()
    {
        await using var server = Start();
        using var client = await TcpStream.Connect(server);
        client.Socket.ReceiveBufferSize = 4096;
        var queries = Enumerable.Repeat(TcpStream.Framed(1, DomainName.Parse("huge.example.com")), 1000).SelectMany(each => each).ToArray();
        var sending = Assert.ThrowsAnyAsync<SocketException>(async () =>
        {
            while (true) await client.Send(queries);
        });
        await UntilAll(server, Phase.Write);
        await Eventually.HoldsAsync(() =>
        {
            // Time passes only while it waits for the client.
            var open = server.Connections.Open();
            if (open is [{ Phase: Phase.Write }]) Pass(2_000);
            return open.Length == 0;
        });
        await sending;
    }

    [Fact]
    public async Task A_connection_does_not_outlive_its_life_and_ends_between_two_requests()
    {
        await using var server = Start();
        using var busy = await TcpStream.Connect(server);
        for (var second = 0; second < 60; second += 5)
        {
            await busy.AssertAnswers();
            await UntilAll(server, Phase.Idle);
            Pass(4_950);
        }

        Pass(600); // at 60 s
        Assert.True(await busy.IsClosed());
    }

    [Fact]
    public async Task For_one_more_connection_the_one_that_was_silent_for_longest_is_closed()
    {
        await using var server = Start(new() { Connections = 3 });
        var clients = new List<TcpStream>();
        for (var i = 0; i < 3; i++)
        {
            clients.Add(await TcpStream.Connect(server));
            await clients[i].AssertAnswers();
            await UntilAll(server, Phase.Idle, i + 1);
            Pass(10);
        }

        await clients[0].AssertAnswers();
        await UntilAll(server, Phase.Idle, 3);
        clients.Add(await TcpStream.Connect(server));
        await clients[3].AssertAnswers();
        Assert.True(await clients[1].IsClosed());
        foreach (var i in new[] { 0, 2, 3 }) await clients[i].AssertAnswers();
        clients.ForEach(client => client.Dispose());
    }

    [Fact]
    public async Task The_fuller_the_table_the_shorter_the_patience()
    {
        // With 7 of 10 open 3.3 s, with 6 of them 6.7 s, with 5 of them 10 s.
        await using var server = Start(new() { Connections = 10 });
        var clients = new List<TcpStream>();
        for (var i = 0; i < 7; i++)
        {
            clients.Add(await TcpStream.Connect(server));
            await clients[i].AssertAnswers();
            await UntilAll(server, Phase.Idle, i + 1);
            Pass(10);
        }

        Pass(3_200);
        Assert.Equal(7, server.Connections.Count);
        Pass(200);
        Assert.True(await clients[0].IsClosed());
        Assert.Equal(6, server.Connections.Count);
        Pass(3_300);
        Assert.True(await clients[1].IsClosed());
        Assert.Equal(5, server.Connections.Count);
        Pass(3_400);
        foreach (var client in clients) Assert.True(await client.IsClosed());
        clients.ForEach(client => client.Dispose());
    }

    [Theory]
    [InlineData(0, 10)]
    [InlineData(500, 10)]
    [InlineData(650, 5)]
    [InlineData(800, 0)]
    [InlineData(1000, 0)]
    public void Patience_ends_when_four_fifths_are_open(int open, int seconds) =>
        Assert.Equal(seconds, TcpLimits.Default.IdleAt(open).TotalSeconds, 0.001);

    [Theory]
    [InlineData("192.0.2.1", "192.0.2.2", false)]
    [InlineData("2001:db8::1", "2001:db8:0:0:ffff::1", true)]
    [InlineData("2001:db8::1", "2001:db8:0:1::1", false)]
    public void A_client_is_an_IPv4_address_or_64_bits_of_an_IPv6_one(string left, string right, bool isSame)
    {
        var table = new ConnectionTable(TcpLimits.Default, _time);
        var clients = new[] { left, right }.Select(text =>
        {
            using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
            return new TcpConnection(socket, ClientAddress.From(IPAddress.Parse(text)), Responder, new LoopCounters(Transport.Tcp), TcpLimits.Default, table).Client;
        }).ToList();
        Assert.Equal(isSame, clients[0] == clients[1]);
    }
}
