using System.Net;
using GlobalLb.Steering.Configuration;
using GlobalLb.Vantage.Tests.Probing;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace GlobalLb.Vantage.Tests.Kinds;

public sealed class HttpTests : IDisposable
{
    private readonly Authority _authority = new();
    private readonly ProbeStage _stage;

    public HttpTests() => _stage = ProbeStage.Trusting(_authority.Root);

    public void Dispose()
    {
        _stage.Dispose();
        _authority.Dispose();
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task HTTP_2_is_spoken_by_prior_knowledge_and_by_ALPN(bool isSecure)
    {
        var spoken = "";
        using var certificate = _authority.Issue("www.example.test", DateTimeOffset.UtcNow.AddDays(90));
        await using var server = await CountingServer.StartAsync(
            kestrel => kestrel.Listen(IPAddress.Loopback, 0, listen =>
            {
                listen.Protocols = HttpProtocols.Http2;
                if (isSecure) listen.UseHttps(certificate);
            }),
            context =>
            {
                spoken = $"{context.Request.Protocol} {context.Request.Scheme}";
                return context.Response.WriteAsync("well");
            });
        var outcome = await _stage.AskAsync(server.Address, new Probe
        {
            Kind = isSecure ? ProbeKind.Https : ProbeKind.Http,
            Http2 = true,
            Host = "www.example.test",
            Path = "/up",
            BodyContains = "well",
        });
        Assert.Equal((true, "HTTP 200"), (outcome.Passed, outcome.Reason));
        Assert.Equal($"HTTP/2 {(isSecure ? "https" : "http")}", spoken);
        Assert.StartsWith("www.example.test", await server.NextAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_server_without_HTTP_2_fails_a_probe_that_wants_it()
    {
        using var certificate = _authority.Issue("www.example.test", DateTimeOffset.UtcNow.AddDays(90));
        await using var server = await CountingServer.StartAsync(kestrel => kestrel.Listen(IPAddress.Loopback, 0, listen =>
        {
            listen.Protocols = HttpProtocols.Http1;
            listen.UseHttps(certificate);
        }));
        var outcome = await _stage.AskAsync(server.Address, new Probe { Kind = ProbeKind.Https, Http2 = true, Host = "www.example.test" });
        Assert.False(outcome.Passed);
        Assert.StartsWith("TLS failed: ", outcome.Reason, StringComparison.Ordinal);
        Assert.Equal(0, server.Waiting);
    }

    [Theory]
    [InlineData("200-399,404", 404, true)]
    [InlineData("200-399,404", 403, false)]
    [InlineData("401", 401, true)]
    [InlineData("401", 200, false)]
    public async Task Ranges_of_statuses_decide(string statuses, int status, bool passes)
    {
        await using var server = await CountingServer.StartAsync(context =>
        {
            context.Response.StatusCode = status;
            return Task.CompletedTask;
        });
        var outcome = await _stage.AskAsync(server.Address, new Probe { Kind = ProbeKind.Http, Statuses = statuses });
        Assert.Equal((passes, $"HTTP {status}"), (outcome.Passed, outcome.Reason));
    }

    [Fact]
    public async Task Method_and_headers_are_sent()
    {
        var seen = "";
        await using var server = await CountingServer.StartAsync(context =>
        {
            seen = $"{context.Request.Method} {context.Request.Headers["X-Probe"]} {context.Request.Headers.UserAgent}";
            return Task.CompletedTask;
        });
        var probe = new Probe { Kind = ProbeKind.Http, Method = "HEAD", Headers = [new("X-Probe", "deep, please"), new("User-Agent", "monitor/2")] };
        Assert.True((await _stage.AskAsync(server.Address, probe)).Passed);
        Assert.Equal("HEAD deep, please monitor/2", seen);
    }

    [Theory]
    [InlineData("status: \"ok\"", null, "HTTP 200", true)]
    [InlineData("status: \"bad\"", null, "HTTP 200, the body lacks what it should hold", false)]
    [InlineData(null, "\"ok\", +load: [0-9]{1,2}%", "HTTP 200", true)]
    [InlineData(null, "load: [0-9]{3}%", "HTTP 200, the body does not match", false)]
    public async Task The_body_decides(string? contains, string? matches, string reason, bool passes)
    {
        await using var server = await CountingServer.StartAsync(context => context.Response.WriteAsync("status: \"ok\",  load: 97% – é"));
        var outcome = await _stage.AskAsync(server.Address, new Probe { Kind = ProbeKind.Http, BodyContains = contains, BodyMatches = matches });
        Assert.Equal((passes, reason), (outcome.Passed, outcome.Reason));
    }

    [Fact]
    public async Task Of_a_body_without_end_64_KiB_are_read_and_a_pattern_is_held_against_them_in_time()
    {
        await using var server = await CountingServer.StartAsync(async context =>
        {
            var some = new byte[8192];
            Array.Fill(some, (byte)'a');
            while (!context.RequestAborted.IsCancellationRequested) await context.Response.Body.WriteAsync(some, context.RequestAborted);
        });
        var outcome = await _stage.AskAsync(server.Address, new Probe { Kind = ProbeKind.Http, BodyMatches = "^(a+)+b$", TimeoutSeconds = 10 });
        Assert.Equal((false, "HTTP 200, the body does not match"), (outcome.Passed, outcome.Reason));
    }

    [Fact]
    public async Task A_body_that_comes_drop_by_drop_is_given_up_at_the_timeout()
    {
        await using var server = await CountingServer.StartAsync(async context =>
        {
            while (!context.RequestAborted.IsCancellationRequested)
            {
                await context.Response.WriteAsync("x", context.RequestAborted);
                await context.Response.Body.FlushAsync(context.RequestAborted);
                await Task.Delay(20, context.RequestAborted);
            }
        });
        var outcome = await _stage.AskAsync(server.Address, new Probe { Kind = ProbeKind.Http, BodyContains = "y", TimeoutSeconds = 0.5 });
        Assert.Equal((false, "no answer within 0.5 s"), (outcome.Passed, outcome.Reason));
        Assert.InRange(outcome.Latency.TotalSeconds, 0.45, 10);
    }

    [Fact]
    public async Task A_bomb_is_not_unpacked()
    {
        await using var server = await CountingServer.StartAsync(async context =>
        {
            context.Response.Headers.ContentEncoding = "gzip";
            await using var packed = new System.IO.Compression.GZipStream(context.Response.Body, System.IO.Compression.CompressionLevel.Fastest);
            await packed.WriteAsync(new byte[100_000]);
        });
        var outcome = await _stage.AskAsync(server.Address, new Probe { Kind = ProbeKind.Http, BodyContains = "\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0" });
        Assert.False(outcome.Passed);
    }

    [Fact]
    public async Task An_answer_that_takes_too_long_is_a_failure_though_it_came()
    {
        await using var server = await CountingServer.StartAsync(context => Task.Delay(150, context.RequestAborted));
        var outcome = await _stage.AskAsync(server.Address, new Probe { Kind = ProbeKind.Http, MostLatencyMilliseconds = 50, TimeoutSeconds = 10 });
        Assert.False(outcome.Passed);
        Assert.Matches("^HTTP 200, but only after [0-9]+ ms$", outcome.Reason);
    }

    [Fact]
    public async Task An_endpoint_may_be_probed_otherwise_than_its_pool()
    {
        await using var server = await CountingServer.StartAsync();
        var endpoint = new Endpoint
        {
            Code = new("web-1"),
            Address = IPAddress.Loopback,
            Port = 1,
            ProbeOverride = new ProbeOverride { Port = server.Address.Port, Path = "/own", Host = "own.example.test" },
        };
        var probe = new Probe { Kind = ProbeKind.Http, Path = "/all", Host = "all.example.test" };
        Assert.True((await _stage.Prober.RunAsync(new(endpoint, new EffectiveProbe(probe, endpoint)), null, CancellationToken.None))!.Value.Passed);
        Assert.Equal("own.example.test/own", await server.NextAsync());
    }
}
