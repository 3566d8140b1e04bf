using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using GlobalLb.Steering.Configuration;
using GlobalLb.Steering.Health;
using Microsoft.AspNetCore.Http;

namespace GlobalLb.Vantage.Tests.Probing;

public sealed class ProberTests : IDisposable
{
    private readonly ProbeStage _stage = new();

    public void Dispose() => _stage.Dispose();

    [Theory]
    [InlineData(200, true)]
    [InlineData(204, true)]
    [InlineData(399, true)]
    [InlineData(404, false)]
    [InlineData(503, false)]
    public async Task The_status_decides(int status, bool passes)
    {
        await using var server = await CountingServer.StartAsync(Answer(status));
        var outcome = await AskAsync(server.Address, new Probe { Kind = ProbeKind.Http, Path = "/health?deep=1" });
        Assert.Equal((passes, $"HTTP {status}"), (outcome.Passed, outcome.Reason));
        Assert.Equal(("web-1", "here"), (outcome.Endpoint.Value, outcome.Vantage));
        Assert.Equal($"{server.Address}/health?deep=1", await server.NextAsync());
    }

    [Fact]
    public async Task A_redirect_is_judged_and_not_followed()
    {
        await using var elsewhere = await CountingServer.StartAsync();
        await using var server = await CountingServer.StartAsync(context =>
        {
            context.Response.Redirect($"http://{elsewhere.Address}/");
            return Task.CompletedTask;
        });
        Assert.Equal("HTTP 302", (await AskAsync(server.Address, new Probe { Kind = ProbeKind.Http })).Reason);
        var strict = await AskAsync(server.Address, new Probe { Kind = ProbeKind.Http, HighestStatus = 299 });
        Assert.False(strict.Passed);
        Assert.Equal(0, elsewhere.Waiting);
    }

    [Fact]
    public async Task The_endpoint_is_asked_by_its_address_and_by_the_name_of_its_host()
    {
        await using var server = await CountingServer.StartAsync();
        var outcome = await AskAsync(server.Address, new Probe { Kind = ProbeKind.Http, Host = "www.example.test" });
        Assert.True(outcome.Passed, outcome.Reason);
        Assert.Equal("www.example.test/", await server.NextAsync());
    }

    [Fact]
    public async Task IPv6_endpoints_are_asked_alike()
    {
        await using var server = await CountingServer.StartAsync(address: IPAddress.IPv6Loopback);
        Assert.True((await AskAsync(server.Address, new Probe { Kind = ProbeKind.Http })).Passed);
        Assert.Equal($"{server.Address}/", await server.NextAsync());
        Assert.True((await AskAsync(server.Address, new Probe { Kind = ProbeKind.Http, Host = "::1" })).Passed);
    }

    [Fact]
    public async Task Endpoints_with_one_host_and_port_never_get_the_health_of_each_other()
    {
        // The slow one is asked first: whatever would be shared between the two would be ready for the other one first.
        await using var well = await CountingServer.StartAsync(address: IPAddress.Parse("127.0.0.2"));
        using var slow = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        slow.Bind(new IPEndPoint(IPAddress.Parse("127.0.0.3"), well.Address.Port));
        slow.Listen();
        var probe = new Probe { Kind = ProbeKind.Http, Host = "www.example.test", TimeoutSeconds = 0.5 };
        var outcomes = await Task.WhenAll(Enumerable.Range(0, 8).Select(i =>
            AskAsync(i % 2 == 0 ? (IPEndPoint)slow.LocalEndPoint! : well.Address, probe, $"web-{i}")));
        Assert.Equal([false, true, false, true, false, true, false, true], outcomes.Select(outcome => outcome.Passed));
    }

    [Theory]
    [InlineData("", true, 10, "closed before it answered")]
    [InlineData("HTTP/1.1 200", true, 10, "closed before it answered")]
    [InlineData("220 mail.example.test ESMTP\r\n\r\n", false, 10, "no valid HTTP answer")]
    [InlineData("HTTP/1.1 200 OK\r\nX: ", false, 0.5, "no answer within 0.5 s")]
    public async Task What_is_no_answer_fails_with_a_short_reason(string says, bool isClosing, double timeout, string reason)
    {
        using var server = new RawServer(says, isClosing);
        var outcome = await AskAsync(server.Address, new Probe { Kind = ProbeKind.Http, TimeoutSeconds = timeout });
        Assert.Equal((false, reason), (outcome.Passed, outcome.Reason));
    }

    [Fact]
    public async Task A_head_without_end_is_not_read_to_its_end()
    {
        using var server = new RawServer($"HTTP/1.1 200 OK\r\nX: {new string('x', 40_000)}\r\n\r\n", isClosing: false);
        var outcome = await AskAsync(server.Address, new Probe { Kind = ProbeKind.Http });
        Assert.Equal((false, "the head of its answer is longer than 16 KiB"), (outcome.Passed, outcome.Reason));
    }

    [Fact]
    public async Task A_body_without_end_is_not_waited_for()
    {
        using var server = new RawServer("HTTP/1.1 200 OK\r\nContent-Length: 999999999\r\n\r\nhello", isClosing: false);
        Assert.Equal("HTTP 200", (await AskAsync(server.Address, new Probe { Kind = ProbeKind.Http, TimeoutSeconds = 20 })).Reason); // and not that there was none in time
    }

    [Fact]
    public async Task A_slow_answer_is_given_up_at_the_timeout()
    {
        await using var server = await CountingServer.StartAsync(context => Task.Delay(Timeout.Infinite, context.RequestAborted));
        var begun = Stopwatch.StartNew();
        var outcome = await AskAsync(server.Address, new Probe { Kind = ProbeKind.Http, TimeoutSeconds = 0.3 });
        Assert.Equal((false, "no answer within 0.3 s"), (outcome.Passed, outcome.Reason));
        Assert.InRange(outcome.Latency, TimeSpan.FromSeconds(0.25), begun.Elapsed);
    }

    [Fact]
    public async Task TLS_to_a_plain_server_fails_with_a_reason()
    {
        using var server = new RawServer("HTTP/1.1 400 Bad Request\r\n\r\n", isClosing: true);
        var outcome = await AskAsync(server.Address, new Probe { Kind = ProbeKind.Https });
        Assert.False(outcome.Passed);
        Assert.StartsWith("TLS failed: ", outcome.Reason, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(ProbeKind.Tcp)]
    [InlineData(ProbeKind.Http)]
    [InlineData(ProbeKind.Https)]
    public async Task A_closed_port_is_a_refused_connection(ProbeKind kind)
    {
        var outcome = await AskAsync(new IPEndPoint(IPAddress.Loopback, 1), new Probe { Kind = kind });
        Assert.Equal((false, "connection refused"), (outcome.Passed, outcome.Reason));
    }

    [Theory]
    [InlineData(ProbeKind.Tcp)]
    [InlineData(ProbeKind.Http)]
    public async Task An_address_that_takes_no_connection_is_given_up_at_the_timeout(ProbeKind kind)
    {
        // A full backlog: nobody accepts, so no further connection is taken.
        using var full = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        full.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        full.Listen(0);
        var sockets = new List<Socket>();
        try
        {
            for (var i = 0; i < 4; i++)
            {
                var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { Blocking = false };
                sockets.Add(socket);
                try
                {
                    socket.Connect(full.LocalEndPoint!);
                }
                catch (SocketException pending) when (pending.SocketErrorCode is SocketError.WouldBlock or SocketError.InProgress)
                {
                    // Under way, and that is how it stays.
                }
            }

            var outcome = await AskAsync((IPEndPoint)full.LocalEndPoint!, new Probe { Kind = kind, TimeoutSeconds = 0.3 });
            Assert.Equal((false, "no answer within 0.3 s"), (outcome.Passed, outcome.Reason));
        }
        finally
        {
            foreach (var socket in sockets) socket.Dispose();
        }
    }

    [Fact]
    public async Task A_connection_is_enough_for_a_TCP_probe_on_whatever_port_it_says()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var port = ((IPEndPoint)listener.LocalEndpoint).Port;
        var outcome = await AskAsync(new IPEndPoint(IPAddress.Loopback, 1), new Probe { Kind = ProbeKind.Tcp, Port = port });
        Assert.Equal((true, "connected"), (outcome.Passed, outcome.Reason));
    }

    [Theory]
    [InlineData(ProbeKind.Tcp)]
    [InlineData(ProbeKind.Http)]
    public async Task A_stop_is_no_outcome(ProbeKind kind)
    {
        await using var server = await CountingServer.StartAsync(context => Task.Delay(Timeout.Infinite, context.RequestAborted));
        using var stop = new CancellationTokenSource();
        if (kind == ProbeKind.Tcp) await stop.CancelAsync();
        var asked = AskAsync(server.Address, new Probe { Kind = kind, TimeoutSeconds = 60 }, stop: stop.Token);
        if (kind == ProbeKind.Http) await server.NextAsync();
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => asked);
    }

    private static RequestDelegate Answer(int status) => context =>
    {
        context.Response.StatusCode = status;
        return Task.CompletedTask;
    };

    private Task<Outcome> AskAsync(IPEndPoint address, Probe probe, string code = "web-1", CancellationToken stop = default) => _stage.AskAsync(address, probe, code, stop);
}
