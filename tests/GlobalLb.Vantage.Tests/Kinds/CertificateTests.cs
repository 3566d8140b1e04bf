using System.Net;
using System.Security.Cryptography.X509Certificates;
using GlobalLb.Steering.Configuration;
using GlobalLb.Vantage.Tests.Probing;
using Microsoft.AspNetCore.Hosting;

namespace GlobalLb.Vantage.Tests.Kinds;

public sealed class CertificateTests : IDisposable
{
    private const string Name = "www.example.test";

    private readonly Authority _authority = new();
    private readonly ProbeStage _stage;

    public CertificateTests() => _stage = ProbeStage.Trusting(_authority.Root);

    public static TheoryData<ProbeKind> Kinds => [ProbeKind.Https, ProbeKind.Tls];

    public void Dispose()
    {
        _stage.Dispose();
        _authority.Dispose();
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task A_valid_certificate_passes_and_is_not_spoken_of(ProbeKind kind)
    {
        await using var server = await StartAsync(90);
        var outcome = await _stage.AskAsync(server.Address, new Probe { Kind = kind, Host = Name });
        Assert.True(outcome.Passed, outcome.Reason);
        Assert.Null(outcome.Warning);
        Assert.Equal(kind == ProbeKind.Tls ? "certificate valid" : "HTTP 200", outcome.Reason);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task A_certificate_that_ends_soon_is_a_warning(ProbeKind kind)
    {
        await using var server = await StartAsync(13.5);
        var outcome = await _stage.AskAsync(server.Address, new Probe { Kind = kind, Host = Name });
        Assert.Equal((true, "the certificate ends in 13 days"), (outcome.Passed, outcome.Warning));
        Assert.Null((await _stage.AskAsync(server.Address, new Probe { Kind = kind, Host = Name, CertificateWarnDays = 13 })).Warning);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task A_certificate_that_ends_sooner_than_is_wanted_is_a_failure(ProbeKind kind)
    {
        await using var server = await StartAsync(2.5);
        var outcome = await _stage.AskAsync(server.Address, new Probe { Kind = kind, Host = Name, CertificateDownDays = 3 });
        Assert.Equal((false, "the certificate ends in 2 days"), (outcome.Passed, outcome.Reason));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task A_certificate_that_has_ended_is_a_failure(ProbeKind kind)
    {
        await using var server = await StartAsync(-3);
        var outcome = await _stage.AskAsync(server.Address, new Probe { Kind = kind, Host = Name });
        Assert.False(outcome.Passed);
        Assert.StartsWith("TLS failed: its certificate ended on 20", outcome.Reason, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task A_certificate_for_another_name_is_a_failure(ProbeKind kind)
    {
        await using var server = await StartAsync(90);
        var outcome = await _stage.AskAsync(server.Address, new Probe { Kind = kind, Host = "shop.example.test" });
        Assert.Equal((false, $"TLS failed: its certificate is for another name: {Name}, 127.0.0.1"), (outcome.Passed, outcome.Reason));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task A_certificate_that_nobody_trusts_is_a_failure(ProbeKind kind)
    {
        using var other = new ProbeStage();
        await using var server = await StartAsync(90);
        var outcome = await other.AskAsync(server.Address, new Probe { Kind = kind, Host = Name });
        Assert.Equal((false, "TLS failed: its certificate is from an authority that nobody here trusts"), (outcome.Passed, outcome.Reason));
        Assert.Equal(0, server.Waiting);
    }

    [Fact]
    public async Task The_server_name_may_differ_from_the_host()
    {
        string? sent = null;
        using var certificate = Issue(90);
        await using var server = await CountingServer.StartAsync(kestrel => kestrel.Listen(IPAddress.Loopback, 0, listen => listen.UseHttps(https => https.ServerCertificateSelector = (_, name) =>
        {
            sent = name;
            return certificate;
        })));
        var outcome = await _stage.AskAsync(server.Address, new Probe { Kind = ProbeKind.Https, ServerName = Name, Host = "other.example.test" });
        Assert.True(outcome.Passed, outcome.Reason);
        Assert.Equal(Name, sent);
        Assert.StartsWith("other.example.test/", await server.NextAsync(), StringComparison.Ordinal);
    }

    private X509Certificate2 Issue(double days) => _authority.Issue(Name, DateTimeOffset.UtcNow.AddDays(days));

    private Task<CountingServer> StartAsync(double days) =>
        CountingServer.StartAsync(kestrel => kestrel.Listen(IPAddress.Loopback, 0, listen => listen.UseHttps(Issue(days))));
}
