using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using GlobalLb.Dns.Server;
using GlobalLb.Steering.Answering;
using GlobalLb.Steering.Configuration;
using GlobalLb.Steering.Health;
using GlobalLb.Steering.Snapshots;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace GlobalLb.Architecture.Tests.Deploy;

/// <summary>The scripts that containers ask how their program is, against real servers.</summary>
public sealed class HealthScriptTests
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task An_edge_is_healthy_once_it_has_something_to_answer_from(bool hasSnapshot)
    {
        var snapshot = hasSnapshot ? Snapshot.Compile(ConfigurationDocument.Empty, 1, HealthTable.Empty, DateTimeOffset.UnixEpoch) : null;
        await using var server = new TcpServer(new IPEndPoint(IPAddress.Loopback, 0), new Responder(new Authority(() => snapshot)), new TcpLimits(), NullLogger.Instance);
        server.Start();
        Assert.Equal(hasSnapshot, await IsHealthyAsync("edge-is-healthy", server.LocalEndPoint.Port));
    }

    [Theory]
    [InlineData(StatusCodes.Status200OK, true)]
    [InlineData(StatusCodes.Status503ServiceUnavailable, false)]
    public async Task Web_is_healthy_when_it_says_so(int status, bool isHealthy)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        await using var app = builder.Build();
        app.MapGet("/healthz", () => Results.StatusCode(status));
        await app.StartAsync();
        Assert.Equal(isHealthy, await IsHealthyAsync("web-is-healthy", new Uri(app.Urls.Single()).Port));
    }

    [Theory]
    [InlineData("edge-is-healthy")]
    [InlineData("web-is-healthy")]
    public async Task Where_nothing_listens_nothing_is_healthy(string script)
    {
        // Bound and not listening: the port is nobody else's while the test runs.
        using var taken = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        taken.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        Assert.False(await IsHealthyAsync(script, ((IPEndPoint)taken.LocalEndPoint!).Port));
    }

    private static async Task<bool> IsHealthyAsync(string script, int port)
    {
        using var process = Process.Start(new ProcessStartInfo("bash", [Checkout.PathOf($"deploy/docker/{script}"), $"{port}"]) { RedirectStandardError = true })!;
        var complaints = await process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        Assert.True(process.ExitCode is 0 or 1, complaints);
        return process.ExitCode == 0;
    }
}
