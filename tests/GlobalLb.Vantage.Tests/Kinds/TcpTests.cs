using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using GlobalLb.Steering.Configuration;
using GlobalLb.Vantage.Tests.Probing;

namespace GlobalLb.Vantage.Tests.Kinds;

public sealed class TcpTests : IDisposable
{
    private readonly ProbeStage _stage = new();

    public void Dispose() => _stage.Dispose();

    [Theory]
    [InlineData("+PONG\r\n", true, "answered as expected")]
    [InlineData("-ERR\r\n", false, "its answer is not what is expected")]
    [InlineData("", false, "closed before it answered")]
    public async Task What_is_sent_is_answered_as_expected_or_not(string says, bool passes, string reason)
    {
        using var server = new RawServer(says, isClosing: true);
        var outcome = await _stage.AskAsync(server.Address, new Probe { Kind = ProbeKind.Tcp, Send = "PING\r\n", Expect = "PONG" });
        Assert.Equal((passes, reason), (outcome.Passed, outcome.Reason));
    }

    [Fact]
    public async Task More_than_64_KiB_are_not_read()
    {
        using var server = new RawServer(new string('x', 1_000_000), isClosing: false);
        var outcome = await _stage.AskAsync(server.Address, new Probe { Kind = ProbeKind.Tcp, Send = "?", Expect = "y", TimeoutSeconds = 20 });
        Assert.Equal((false, "its answer is not what is expected"), (outcome.Passed, outcome.Reason));
    }

    [Fact]
    public async Task TLS_is_spoken_first_if_it_is_to_be()
    {
        using var authority = new Authority();
        using var certificate = authority.Issue("tcp.example.test", DateTimeOffset.UtcNow.AddDays(90));
        using var stage = ProbeStage.Trusting(authority.Root);
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var serving = ServeAsync();
        var outcome = await stage.AskAsync((IPEndPoint)listener.LocalEndpoint, new Probe { Kind = ProbeKind.Tcp, Tls = true, Host = "tcp.example.test", Expect = "ready", TimeoutSeconds = 20 });
        Assert.Equal((true, "answered as expected"), (outcome.Passed, outcome.Reason));
        await serving;

        async Task ServeAsync()
        {
            using var connection = await listener.AcceptSocketAsync();
            await using var stream = new SslStream(new NetworkStream(connection));
            await stream.AuthenticateAsServerAsync(certificate);
            await stream.WriteAsync("ready"u8.ToArray());
        }
    }
}
