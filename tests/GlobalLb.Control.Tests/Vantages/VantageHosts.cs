using System.Net;
using GlobalLb.Control.Vantages;
using GlobalLb.Tests;
using GlobalLb.Vantage;
using GlobalLb.Vantage.Joining;
using GlobalLb.Vantage.Probing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace GlobalLb.Control.Tests.Vantages;

/// <summary>Vantages that join, in this process.</summary>
internal sealed class VantageHosts(Heard heard) : IAsyncDisposable
{
    public const string Key = "sixteen letters!";

    private readonly List<IHost> _hosts = [];

    /// <summary>Starts one.</summary>
    /// <param name="code">What it is called.</param>
    /// <param name="controls">Whom it joins.</param>
    /// <param name="folder">Where it keeps its schedule.</param>
    /// <param name="change">What it is told otherwise.</param>
    /// <param name="isHere">Whether it may probe this machine.</param>
    /// <param name="http">How it reaches Control; null: in the usual way.</param>
    public async Task<IHost> StartAsync(string code, IEnumerable<Uri> controls, string? folder = null, Func<JoinOptions, JoinOptions>? change = null, bool isHere = false, HttpMessageHandler? http = null)
    {
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings { DisableDefaults = true });
        builder.Logging.AddProvider(heard);
        builder.Logging.AddFilter("Quartz", LogLevel.Error).AddFilter("Microsoft", LogLevel.Error);
        var options = new JoinOptions { Controls = [.. controls], Vantage = code, Token = VantageToken.Of(Key, new(code)), StateFolder = folder };
        builder.Services.AddGlobalLbJoining(
            change?.Invoke(options) ?? options, new VantageOptions { Allowed = isHere ? [IPNetwork.Parse("127.0.0.0/8")] : [], MostPerAddress = 1000 }, http);
        var host = builder.Build();
        _hosts.Add(host);
        await host.StartAsync();
        return host;
    }

    /// <summary>Lets a vantage find something.</summary>
    public static ValueTask FindAsync(IHost vantage, Endpoint endpoint, bool passed, string reason) => vantage.Services.GetRequiredService<IOutcomes>().HearAsync(
        endpoint,
        new Steering.Health.Outcome(endpoint.Code, vantage.Services.GetRequiredService<JoinOptions>().Vantage, DateTimeOffset.UnixEpoch, passed, reason, TimeSpan.FromMilliseconds(1)),
        CancellationToken.None);

    public async Task StopAsync(IHost host)
    {
        _hosts.Remove(host);
        await host.StopAsync();
        host.Dispose();
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var host in _hosts.ToList()) await StopAsync(host);
    }
}
