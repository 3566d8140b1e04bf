using GlobalLb.Dns.Messages;
using GlobalLb.Dns.Server;
using GlobalLb.Tests;
using Microsoft.Extensions.Logging.Abstractions;

namespace GlobalLb.Dns.Tests.Server;

public sealed class TcpKeepAliveTests
{
    private static readonly Responder Responder = new(new ExampleAuthority());

    private static byte[] Query(params byte[] contents) => Exchange.QueryWithOption(EdnsOption.KeepAlive, contents);

    // With a clock that stands still: no deadline passes, however busy the machine is.
    private static TcpServer Start(TcpLimits limits)
    {
        var server = new TcpServer(Some.Loopback, Responder, limits, NullLogger.Instance, new ManualTime());
        server.Start();
        return server;
    }

    [Theory]
    [InlineData(10_000, 100)]
    [InlineData(250, 2)]
    [InlineData(10_000_000, 65_535)]
    public async Task RFC7828_3_3_2_Who_asks_is_told_how_long_the_connection_may_be_silent(int milliseconds, int units)
    {
        await using var server = Start(new() { Idle = TimeSpan.FromMilliseconds(milliseconds) });
        using var client = await TcpStream.Connect(server);
        await client.Send(TcpStream.Framed(Query()));
        var response = await client.ReadOctets();
        Assert.Equal([0, 6, 0, 11, 0, 2, (byte)(units >> 8), (byte)units], response[^8..]);
        Assert.True(Message.TryRead(response, out var message));
        Assert.Equal(ResponseCode.NoError, message.Code);
    }

    [Fact]
    public async Task RFC7828_3_3_2_Who_does_not_ask_is_told_nothing()
    {
        await using var server = Start(TcpLimits.Default);
        using var client = await TcpStream.Connect(server);
        await client.Send(1, ExampleAuthority.Www);
        Assert.Equal([0, 0], (await client.ReadOctets())[^2..]);
    }

    [Fact]
    public async Task RFC7828_3_3_2_When_there_are_too_many_connections_clients_are_asked_to_close()
    {
        await using var server = Start(new() { Connections = 1 });
        using var client = await TcpStream.Connect(server);
        await client.Send(TcpStream.Framed(Query()));
        Assert.Equal([0, 11, 0, 2, 0, 0], (await client.ReadOctets())[^6..]);
    }

    [Fact]
    public async Task RFC7828_3_3_1_A_timeout_of_the_client_changes_nothing()
    {
        await using var server = Start(TcpLimits.Default);
        using var client = await TcpStream.Connect(server);
        await client.Send(TcpStream.Framed(Query(0xFF, 0xFF)));
        Assert.Equal([0, 11, 0, 2, 0, 100], (await client.ReadOctets())[^6..]);
    }

    [Theory]
    [InlineData(new byte[0])]
    [InlineData(new byte[] { 0, 1 })]
    public void RFC7828_3_3_1_Over_UDP_the_option_is_ignored(byte[] contents)
    {
        var response = new byte[1232];
        var length = Responder.Respond(Query(contents), new Source(ClientAddress.Read([192, 0, 2, 1]), Transport.Udp), response);
        Assert.Equal([0, 0], response[(length - 2)..length]);
        Assert.True(Message.TryRead(response.AsSpan(0, length), out var message));
        Assert.Single(message.Answers);
    }

    [Fact]
    public async Task The_longest_response_still_has_room_for_it()
    {
        await using var server = Start(TcpLimits.Default);
        using var client = await TcpStream.Connect(server);
        await client.Send(TcpStream.Framed(Exchange.QueryWithOption(EdnsOption.KeepAlive, [], "huge.example.com")));
        var response = await client.ReadOctets();
        Assert.Equal([0, 11, 0, 2, 0, 100], response[^6..]);
        Assert.True(Message.TryRead(response, out _));
    }
}
