using System.Net;
using GlobalLb.Steering.Configuration;
using GlobalLb.Vantage.Tests.Probing;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace GlobalLb.Vantage.Tests.Kinds;

public sealed class GrpcTests : IDisposable
{
    private readonly Authority _authority = new();
    private readonly ProbeStage _stage;

    public GrpcTests() => _stage = ProbeStage.Trusting(_authority.Root);

    public void Dispose()
    {
        _stage.Dispose();
        _authority.Dispose();
    }

    [Theory]
    [InlineData("", "0801", "0", true, "gRPC SERVING")]
    [InlineData("shop.Orders", "0801", "0", true, "gRPC SERVING")]
    [InlineData("", "0802", "0", false, "gRPC NOT_SERVING")]
    [InlineData("", "", "0", false, "gRPC UNKNOWN")]
    [InlineData("", "0809", "0", false, "gRPC status 9")]
    [InlineData("", "12", "0", false, "no valid answer of gRPC")]
    [InlineData("none", null, "5", false, "gRPC service not known")]
    [InlineData("", null, "14", false, "gRPC status 14")]
    [InlineData("", null, null, false, "gRPC status missing")]
    public async Task The_status_of_the_service_decides(string service, string? message, string? code, bool passes, string reason)
    {
        var asked = "";
        await using var server = await StartAsync(isSecure: false, message, code, what => asked = what);
        var outcome = await _stage.AskAsync(server.Address, new Probe { Kind = ProbeKind.Grpc, Service = service.Length == 0 ? null : service, TimeoutSeconds = 10 });
        Assert.Equal((passes, reason), (outcome.Passed, outcome.Reason));
        var octets = System.Text.Encoding.UTF8.GetBytes(service);
        var expected = octets.Length == 0 ? "0000000000" : $"00000000{octets.Length + 2:x2}0a{octets.Length:x2}{Convert.ToHexStringLower(octets)}";
        Assert.Equal($"HTTP/2 POST /grpc.health.v1.Health/Check application/grpc trailers {expected}", asked);
    }

    [Fact]
    public async Task It_is_asked_over_TLS_if_it_is_to_be()
    {
        await using var server = await StartAsync(isSecure: true, "0801", "0", _ => { });
        var outcome = await _stage.AskAsync(server.Address, new Probe { Kind = ProbeKind.Grpc, Tls = true, Host = "grpc.example.test", TimeoutSeconds = 10 });
        Assert.Equal((true, "gRPC SERVING", "the certificate ends in 5 days"), (outcome.Passed, outcome.Reason, outcome.Warning));
    }

    [Fact]
    public async Task What_does_not_speak_HTTP_2_fails()
    {
        using var server = new RawServer("HTTP/1.1 400 Bad Request\r\n\r\n", isClosing: true);
        Assert.False((await _stage.AskAsync(server.Address, new Probe { Kind = ProbeKind.Grpc, TimeoutSeconds = 10 })).Passed);
    }

    // As a server of gRPC answers: a message in five octets and its own, and the status behind it or, without a message, in the head.
    private Task<CountingServer> StartAsync(bool isSecure, string? message, string? code, Action<string> heard) => CountingServer.StartAsync(
        kestrel => kestrel.Listen(IPAddress.Loopback, 0, listen =>
        {
            listen.Protocols = HttpProtocols.Http2;
            if (isSecure) listen.UseHttps(_authority.Issue("grpc.example.test", DateTimeOffset.UtcNow.AddDays(5.5)));
        }),
        async context =>
        {
            using var body = new MemoryStream();
            await context.Request.Body.CopyToAsync(body);
            heard($"{context.Request.Protocol} {context.Request.Method} {context.Request.Path} {context.Request.ContentType} {context.Request.Headers.TE} {Convert.ToHexStringLower(body.ToArray())}");
            context.Response.ContentType = "application/grpc";
            if (message is null)
            {
                if (code is not null) context.Response.Headers["grpc-status"] = code;
                return;
            }

            var octets = Convert.FromHexString(message);
            await context.Response.Body.WriteAsync((byte[])[0, 0, 0, 0, (byte)octets.Length, .. octets]);
            context.Response.AppendTrailer("grpc-status", code);
        });
}
