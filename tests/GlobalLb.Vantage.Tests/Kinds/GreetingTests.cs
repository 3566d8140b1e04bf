using System.Net;
using System.Runtime.Versioning;
using GlobalLb.Steering.Configuration;
using GlobalLb.Vantage.Tests.Probing;

namespace GlobalLb.Vantage.Tests.Kinds;

[SupportedOSPlatform("linux")]
public sealed class GreetingTests : IDisposable
{
    private readonly ProbeStage _stage = new();
    private readonly Program _server = new();

    public void Dispose()
    {
        _server.Dispose();
        _stage.Dispose();
    }

    [Fact]
    public async Task A_mail_server_greets()
    {
        var address = await _server.StartMailAsync();
        var outcome = await AskAsync(address, ProbeKind.Smtp);
        Assert.Equal((true, "SMTP 220"), (outcome.Passed, outcome.Reason));
    }

    [Theory]
    [InlineData("554 no service today\r\n", "SMTP 554")]
    [InlineData("421-busy\r\n421 later\r\n", "SMTP 421")]
    [InlineData("HTTP/1.1 200 OK\r\n\r\n", "no valid greeting of SMTP")]
    [InlineData("22", "no valid greeting of SMTP")]
    [InlineData("", "closed before it answered")]
    public async Task Another_greeting_is_a_failure(string says, string reason)
    {
        using var server = new GreetingServer(says);
        var outcome = await AskAsync(server.Address, ProbeKind.Smtp);
        Assert.Equal((false, reason), (outcome.Passed, outcome.Reason));
    }

    [Theory]
    [InlineData(false, "Redis PONG")]
    [InlineData(true, "Redis NOAUTH")]
    public async Task Redis_answers_a_PING_also_when_it_wants_a_password(bool hasPassword, string reason)
    {
        var address = await _server.StartRedisAsync(hasPassword);
        var outcome = await AskAsync(address, ProbeKind.Redis);
        Assert.Equal((true, reason), (outcome.Passed, outcome.Reason));
    }

    [Theory]
    [InlineData("-LOADING Redis is loading the dataset in memory\r\n", "Redis LOADING")]
    [InlineData("220 mail.example.test\r\n", "no valid answer of Redis")]
    [InlineData("", "closed before it answered")]
    public async Task A_Redis_that_cannot_serve_is_a_failure(string says, string reason)
    {
        using var server = new RawServer(says, isClosing: true);
        var outcome = await AskAsync(server.Address, ProbeKind.Redis);
        Assert.Equal((false, reason), (outcome.Passed, outcome.Reason));
    }

    [Fact(Timeout = 60_000)]
    public async Task PostgreSQL_takes_sessions()
    {
        var address = await _server.StartPostgresAsync();
        // It listens a moment before it takes sessions, and the probe sees that.
        var outcome = await AskAsync(address, ProbeKind.Postgresql);
        while (outcome.Reason == "PostgreSQL error 57P03") outcome = await AskAsync(address, ProbeKind.Postgresql);
        Assert.Equal((true, "PostgreSQL takes sessions"), (outcome.Passed, outcome.Reason));
    }

    [Theory]
    [InlineData("57P03", false, "PostgreSQL error 57P03")]
    [InlineData("53300", false, "PostgreSQL error 53300")]
    [InlineData("28000", true, "PostgreSQL takes sessions")]
    [InlineData("3D000", true, "PostgreSQL takes sessions")]
    public async Task The_error_of_PostgreSQL_tells_whether_it_takes_sessions(string code, bool passes, string reason)
    {
        var fields = $"SFATAL\0VFATAL\0C{code}\0Mno\0\0";
        using var server = new RawServer($"E\0\0\0{(char)(fields.Length + 4)}{fields}", isClosing: true);
        var outcome = await AskAsync(server.Address, ProbeKind.Postgresql);
        Assert.Equal((passes, reason), (outcome.Passed, outcome.Reason));
    }

    [Theory]
    [InlineData("HTTP/1.1 200 OK\r\n\r\n")]
    [InlineData("E\0\0\0\u0008abc")]
    [InlineData("E\0\0\0")]
    public async Task What_is_no_PostgreSQL_is_a_failure(string says)
    {
        using var server = new RawServer(says, isClosing: true);
        var outcome = await AskAsync(server.Address, ProbeKind.Postgresql);
        Assert.Equal((false, "no valid answer of PostgreSQL"), (outcome.Passed, outcome.Reason));
    }

    private Task<Steering.Health.Outcome> AskAsync(IPEndPoint address, ProbeKind kind) => _stage.AskAsync(address, new Probe { Kind = kind, TimeoutSeconds = 10 });
}
