using System.Net.Sockets;
using GlobalLb.Dns.Client;
using GlobalLb.Dns.Messages;
using GlobalLb.Dns.Names;
using GlobalLb.Dns.Records;
using GlobalLb.Dns.Server;
using GlobalLb.Tests;
using Microsoft.Extensions.Logging.Abstractions;

namespace GlobalLb.Dns.Tests.Server;

public sealed class TcpServerTests
{
    private static readonly Responder Responder = new(new ExampleAuthority());
    private static readonly QueryOptions Tcp = new() { Transport = Transport.Tcp };
    private static readonly DomainName Huge = DomainName.Parse("huge.example.com");

    // With a clock that stands still: no deadline passes, however busy the machine is.
    private static TcpServer Start(TcpLimits? limits = null)
    {
        var server = new TcpServer(Some.Loopback, Responder, limits ?? TcpLimits.Default, NullLogger.Instance, new ManualTime());
        server.Start();
        return server;
    }

    [Fact]
    public async Task RFC7766_6_2_1_1_Pipelined_queries_are_answered_in_order_however_they_are_cut()
    {
        await using var server = Start();
        using var client = await TcpStream.Connect(server);
        var queries = Enumerable.Range(0, 50).SelectMany(id => TcpStream.Framed((ushort)id, DomainName.Parse($"absent{id}.example.com"))).ToArray();
        foreach (var piece in queries.Chunk(37)) await client.Send(piece);
        for (var id = 0; id < 50; id++)
        {
            var message = await client.ReadMessage();
            Assert.Equal(id, message.Id);
            Assert.Equal($"absent{id}.example.com.", message.QuestionName!.ToString());
        }
    }

    [Fact]
    public async Task More_queries_at_once_than_are_answered_at_once_are_all_answered()
    {
        await using var server = Start(new() { Pipelined = 3 });
        using var client = await TcpStream.Connect(server);
        await client.Send([.. Enumerable.Range(0, 1000).SelectMany(id => TcpStream.Framed((ushort)id, ExampleAuthority.Www))]);
        for (var id = 0; id < 1000; id++) Assert.Equal(id, (await client.ReadMessage()).Id);
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
    public async Task A_response_is_as_long_behind_others_as_it_is_alone()
    {
        await using var server = Start();
        using var client = await TcpStream.Connect(server);
        var queries = Enumerable.Range(0, 30).SelectMany(i => TcpStream.Framed(7, i % 3 == 1 ? Huge : DomainName.Parse("large.example.com"))).ToArray();
        await client.Send([.. TcpStream.Framed(7, Huge), .. queries]);
        var alone = await client.ReadOctets();
        Assert.True(alone.Length > 65_000);
        for (var i = 0; i < 30; i++)
        {
            var response = await client.ReadOctets();
            if (i % 3 == 1) Assert.Equal(alone, response);
            else Assert.True(Message.TryRead(response, out var message) && message.Answers.Length == 20 && !message.IsTruncated);
        }
    }

    [Theory]
    [InlineData(4094)]
    [InlineData(4095)]
    [InlineData(20_000)]
    [InlineData(65_535)]
    public async Task RFC1035_4_2_2_A_request_may_be_as_long_as_its_length_can_say(int length)
    {
        await using var server = Start();
        using var client = await TcpStream.Connect(server);
        var query = QueryWriter.Write(9, ExampleAuthority.Www, RecordType.A, QueryOptions.Default);
        await client.AssertAnswers();
        await client.Send([.. TcpStream.Framed([.. query, .. new byte[length - query.Length]]), .. TcpStream.Framed(2, ExampleAuthority.Www), 0]);
        var message = await client.ReadMessage();
        Assert.Equal((9, ResponseCode.FormatError), (message.Id, message.Code));
        Assert.Equal(2, (await client.ReadMessage()).Id);
        await client.Send(TcpStream.Framed(3, ExampleAuthority.Www)[1..]);
        Assert.Equal(3, (await client.ReadMessage()).Id);
    }

    [Fact]
    public async Task What_gets_silence_ends_the_connection_after_what_came_before_it_is_answered()
    {
        await using var server = Start();
        using var client = await TcpStream.Connect(server);
        await client.Send([.. TcpStream.Framed(1, ExampleAuthority.Www), 0, 3, 1, 2, 3, .. TcpStream.Framed(2, ExampleAuthority.Www)]);
        Assert.Equal(1, (await client.ReadMessage()).Id);
        Assert.Equal(0, await client.Socket.ReceiveAsync(new byte[1]));
    }

    [Fact]
    public async Task RFC1035_4_2_2_A_length_of_0_ends_the_connection()
    {
        await using var server = Start();
        using var client = await TcpStream.Connect(server);
        await client.Send([.. TcpStream.Framed(1, ExampleAuthority.Www), 0, 0, .. TcpStream.Framed(2, ExampleAuthority.Www)]);
        Assert.Equal(1, (await client.ReadMessage()).Id);
        Assert.Equal(0, await client.Socket.ReceiveAsync(new byte[1]));
    }

    [Fact]
    public async Task A_client_that_has_said_all_and_closes_its_side_is_answered()
    {
        await using var server = Start();
        using var client = await TcpStream.Connect(server);
        await client.Send([.. Enumerable.Range(0, 500).SelectMany(id => TcpStream.Framed((ushort)id, ExampleAuthority.Www)), 0]);
        client.Socket.Shutdown(SocketShutdown.Send);
        for (var id = 0; id < 500; id++) Assert.Equal(id, (await client.ReadMessage()).Id);
        Assert.Equal(0, await client.Socket.ReceiveAsync(new byte[1]));
    }

    [Fact]
    public async Task After_as_many_requests_as_a_connection_may_bring_it_is_closed_in_order()
    {
        await using var server = Start(new() { Requests = 3 });
        using var client = await TcpStream.Connect(server);
        await client.Send([.. Enumerable.Range(0, 50).SelectMany(id => TcpStream.Framed((ushort)id, ExampleAuthority.Www))]);
        for (var id = 0; id < 3; id++) Assert.Equal(id, (await client.ReadMessage()).Id);

        // Closed, not reset: a reset would have taken the answers back.
        Assert.Equal(0, await client.Socket.ReceiveAsync(new byte[1]));
    }

    [Fact]
    public async Task RFC7766_6_2_2_Connections_of_one_client_above_the_cap_are_closed_and_the_others_go_on()
    {
        await using var server = Start(new() { ConnectionsPerClient = 2 });
        using var first = await TcpStream.Connect(server, "127.0.3.1");
        using var second = await TcpStream.Connect(server, "127.0.3.1");
        await first.AssertAnswers();
        await second.AssertAnswers();
        using (var third = await TcpStream.Connect(server, "127.0.3.1")) Assert.True(await third.IsClosed());
        using (var another = await TcpStream.Connect(server, "127.0.3.2")) await another.AssertAnswers();

        first.Socket.Shutdown(SocketShutdown.Both);
        await Eventually.HoldsAsync(() => server.Connections.Count == 1);
        using var fourth = await TcpStream.Connect(server, "127.0.3.1");
        await fourth.AssertAnswers(2);
        await second.AssertAnswers(3);
    }

    [Fact]
    public async Task A_client_that_does_not_read_keeps_nobody_waiting_and_no_memory()
    {
        await using var server = Start();
        var mute = new List<TcpStream>();
        try
        {
            for (var i = 0; i < 20; i++)
            {
                mute.Add(await TcpStream.Connect(server));
                mute[i].Socket.ReceiveBufferSize = 4096;
                mute[i].Socket.Blocking = false;
                Stuff(mute[i].Socket);
            }

            using var client = await TcpStream.Connect(server, "127.0.3.1");
            for (ushort id = 0; id < 100; id++) await client.AssertAnswers(id);
        }
        finally
        {
            mute.ForEach(each => each.Dispose());
        }
    }

    [Fact]
    public async Task Stopping_closes_idle_connections_before_any_deadline_and_frees_the_port()
    {
        var server = Start();
        using var client = await TcpStream.Connect(server);
        using var silent = await TcpStream.Connect(server);
        await client.AssertAnswers();
        await server.DisposeAsync().AsTask().WaitAsync(Some.Patience); // the clock stands still: only stopping closes them
        Assert.True(await client.IsClosed());
        Assert.True(await silent.IsClosed());
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

    // Sends queries with large answers until the system takes no more.
    private static void Stuff(Socket socket)
    {
        var queries = Enumerable.Repeat(TcpStream.Framed(1, Huge), 100).SelectMany(each => each).ToArray();
        SocketError error;
        do socket.Send(queries, 0, queries.Length, SocketFlags.None, out error);
        while (error == SocketError.Success);
    }
}
