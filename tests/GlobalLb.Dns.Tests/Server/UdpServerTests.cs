using System.Net;
using System.Net.Sockets;
using GlobalLb.Dns.Client;
using GlobalLb.Dns.Messages;
using GlobalLb.Dns.Names;
using GlobalLb.Dns.Records;
using GlobalLb.Dns.Server;
using Microsoft.Extensions.Logging.Abstractions;

namespace GlobalLb.Dns.Tests.Server;

public sealed class UdpServerTests
{
    private static readonly Responder Responder = new(new ExampleAuthority());

    private static UdpServer Start(IPEndPoint listen, int loops = 1, bool isPortable = false)
    {
        var server = new UdpServer(listen, Responder, loops, NullLogger.Instance, isPortable);
        server.Start();
        return server;
    }

    [Theory]
    [InlineData(1, false)]
    [InlineData(3, false)]
    [InlineData(1, true)]
    public async Task Many_clients_at_once_each_get_their_own_answer(int loops, bool isPortable)
    {
        await using var server = Start(Some.Loopback, loops, isPortable);
        await Parallel.ForAsync(0, 200, new ParallelOptions { MaxDegreeOfParallelism = 40 }, async (number, cancel) =>
        {
            var name = DomainName.Parse($"absent{number}.example.com");
            var message = await new DnsClient(server.LocalEndPoint).Ask(name, RecordType.A, cancel: cancel);
            Assert.Equal(name, message.QuestionName);
            Assert.Equal(ResponseCode.NoSuchName, message.Code);
        });
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task IPv6_is_answered(bool isPortable)
    {
        await using var server = Start(new IPEndPoint(IPAddress.IPv6Loopback, 0), isPortable: isPortable);
        var message = await new DnsClient(server.LocalEndPoint).Ask(ExampleAuthority.Www, RecordType.A);
        Assert.Equal("192.0.2.1", Assert.Single(message.Answers).Text);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task What_gets_silence_does_not_disturb_the_answers_around_it(bool isPortable)
    {
        await using var server = Start(Some.Loopback, isPortable: isPortable);
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
        await socket.ConnectAsync(server.LocalEndPoint);
        var query = QueryWriter.Write(1, ExampleAuthority.Www, RecordType.A, QueryOptions.Default);
        for (byte id = 0; id < 60; id++)
        {
            query[1] = id;
            query[2] = (byte)(id % 3 == 0 ? 0x80 : 0);
            await socket.SendAsync(id % 3 == 1 ? query[..5] : query);
        }

        using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(10));
        var response = new byte[2048];
        for (byte id = 2; id < 60; id += 3)
        {
            Assert.True(await socket.ReceiveAsync(response, deadline.Token) > 12);
            Assert.Equal(id, response[1]);
        }
    }

    [Fact]
    public async Task A_longer_request_than_any_query_needs_is_a_format_error()
    {
        await using var server = Start(Some.Loopback);
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
        await socket.ConnectAsync(server.LocalEndPoint);
        byte[] query = [.. QueryWriter.Write(1, ExampleAuthority.Www, RecordType.A, QueryOptions.Default), .. new byte[5000]];
        await socket.SendAsync(query);
        using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(10));
        var response = new byte[2048];
        var length = await socket.ReceiveAsync(response, deadline.Token);
        Assert.True(Message.TryRead(response.AsSpan(0, length), out var message));
        Assert.Equal(ResponseCode.FormatError, message.Code);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task An_address_in_use_is_refused_also_when_both_would_share_it(int loops)
    {
        await using var first = Start(Some.Loopback, loops);
        await using var second = new UdpServer(first.LocalEndPoint, Responder, loops, NullLogger.Instance);
        Assert.Equal(SocketError.AddressAlreadyInUse, Assert.Throws<SocketException>(second.Start).SocketErrorCode);
    }

    [Theory]
    [InlineData(1, false)]
    [InlineData(2, false)]
    [InlineData(1, true)]
    public async Task Stopping_ends_loops_that_wait_for_a_request_and_frees_the_port(int loops, bool isPortable)
    {
        var server = Start(Some.Loopback, loops, isPortable);
        await server.DisposeAsync().AsTask().WaitAsync(Some.Patience);
        await server.DisposeAsync();
        using (var client = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp))
        {
            // Nobody holds the port any more when stopping is done: the system says so at once.
            await client.ConnectAsync(server.LocalEndPoint);
            await client.SendAsync(new byte[12]);
            var refused = await Assert.ThrowsAsync<SocketException>(async () => await client.ReceiveAsync(new byte[1]).WaitAsync(Some.Patience));
            Assert.Equal(SocketError.ConnectionRefused, refused.SocketErrorCode);
        }

        await using var next = Start(server.LocalEndPoint, loops, isPortable);
        Assert.NotEmpty((await new DnsClient(next.LocalEndPoint).Ask(ExampleAuthority.Www, RecordType.A)).Answers);
    }

    [LinuxFact]
    public async Task Bound_to_a_wildcard_a_response_leaves_from_the_address_that_was_asked()
    {
        // The client's connected socket hears only the address it asked; every 127.x.y.z is ours.
        await using var server = Start(new IPEndPoint(IPAddress.Any, 0), loops: 2);
        foreach (var address in new[] { "127.0.0.1", "127.0.0.9", "127.9.9.9" })
        {
            var asked = new IPEndPoint(IPAddress.Parse(address), server.LocalEndPoint.Port);
            Assert.NotEmpty((await new DnsClient(asked).Ask(ExampleAuthority.Www, RecordType.A)).Answers);
        }

        await using var server6 = Start(new IPEndPoint(IPAddress.IPv6Any, 0));
        var asked6 = new IPEndPoint(IPAddress.IPv6Loopback, server6.LocalEndPoint.Port);
        Assert.NotEmpty((await new DnsClient(asked6).Ask(ExampleAuthority.Www, RecordType.A)).Answers);
    }
}
