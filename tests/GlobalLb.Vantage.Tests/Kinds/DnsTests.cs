using System.Net;
using System.Runtime.Versioning;
using GlobalLb.Dns.Names;
using GlobalLb.Dns.Records;
using GlobalLb.Steering.Configuration;
using GlobalLb.Vantage.Tests.Probing;

namespace GlobalLb.Vantage.Tests.Kinds;

[SupportedOSPlatform("linux")]
public sealed class DnsTests : IAsyncLifetime, IDisposable
{
    private readonly ProbeStage _stage = new();
    private readonly Program _unbound = new();
    private IPEndPoint _address = new(IPAddress.Loopback, 0);

    public async Task InitializeAsync()
    {
        _address = await _unbound.StartUnboundAsync("local-zone: \"example.test.\" static", "local-data: \"www.example.test. 60 A 192.0.2.7\"", "local-data: 'www.example.test. 60 TXT \"all is well\"'");
    }

    public Task DisposeAsync() => Task.CompletedTask;

    public void Dispose()
    {
        _unbound.Dispose();
        _stage.Dispose();
    }

    [Theory]
    [InlineData("www.example.test", RecordType.A, null, true, "DNS 1 record")]
    [InlineData("www.example.test", RecordType.A, "192.0.2.7", true, "DNS 1 record")]
    [InlineData("www.example.test", RecordType.A, "192.0.2.8", false, "DNS answers otherwise")]
    [InlineData("www.example.test", RecordType.TXT, "\"all is well\"", true, "DNS 1 record")]
    [InlineData("www.example.test", RecordType.AAAA, null, false, "DNS without an answer")]
    [InlineData("none.example.test", RecordType.A, null, false, "DNS NoSuchName")]
    public async Task A_question_is_answered_as_expected_or_not(string name, RecordType type, string? answer, bool passes, string reason)
    {
        var outcome = await _stage.AskAsync(_address, new Probe { Kind = ProbeKind.Dns, Question = new(DomainName.Parse(name), type, answer) });
        Assert.Equal((passes, reason), (outcome.Passed, outcome.Reason));
    }

    [Fact]
    public async Task A_server_that_is_silent_is_given_up_at_the_timeout()
    {
        using var silent = new System.Net.Sockets.Socket(System.Net.Sockets.AddressFamily.InterNetwork, System.Net.Sockets.SocketType.Dgram, System.Net.Sockets.ProtocolType.Udp);
        silent.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        var outcome = await _stage.AskAsync((IPEndPoint)silent.LocalEndPoint!, new Probe { Kind = ProbeKind.Dns, Question = new(DomainName.Root), TimeoutSeconds = 0.3 });
        Assert.Equal((false, "no answer within 0.3 s"), (outcome.Passed, outcome.Reason));
    }
}
