using System.Collections.Immutable;
using System.Net;
using System.Security.Cryptography.X509Certificates;
using GlobalLb.Steering.Configuration;
using GlobalLb.Steering.Health;
using GlobalLb.Tests;
using GlobalLb.Vantage.Kinds;
using GlobalLb.Vantage.Probing;
using Microsoft.Extensions.Logging;

namespace GlobalLb.Vantage.Tests.Probing;

/// <summary>A prober that may go to this machine, and all it says.</summary>
internal sealed class ProbeStage : IDisposable
{
    private readonly LoggerFactory _loggers = new();
    private readonly VantageMetrics _metrics = new();

    public ProbeStage(Func<VantageOptions, VantageOptions>? change = null, TimeProvider? time = null)
    {
        _loggers.AddProvider(Heard);
        time ??= TimeProvider.System;
        Desk = new PushDesk(time);
        var options = new VantageOptions { Name = "here", MostProbes = 100, Allowed = Loopback };
        Prober = new Prober(change?.Invoke(options) ?? options, Desk, _metrics, time, _loggers.CreateLogger<Prober>());
    }

    public static ImmutableArray<IPNetwork> Loopback { get; } = [IPNetwork.Parse("127.0.0.0/8"), IPNetwork.Parse("::1/128")];

    public Heard Heard { get; } = new();

    public PushDesk Desk { get; }

    public Prober Prober { get; }

    public static ProbeStage Trusting(X509Certificate2 root, TimeProvider? time = null) => new(options => options with { Roots = [root] }, time);

    public async Task<Outcome> AskAsync(IPEndPoint address, Probe probe, string code = "web-1", CancellationToken stop = default) =>
        await TryAskAsync(address, probe, code, stop) ?? throw new InvalidOperationException(string.Join('\n', Heard.Lines));

    public Task<Outcome?> TryAskAsync(IPEndPoint address, Probe probe, string code = "web-1", CancellationToken stop = default)
    {
        var endpoint = new Endpoint { Code = new(code), Address = address.Address, Port = address.Port };
        return Prober.RunAsync(new Target(endpoint, new EffectiveProbe(probe, endpoint)), null, stop);
    }

    public void Dispose()
    {
        Prober.Dispose();
        _metrics.Dispose();
        _loggers.Dispose();
        Heard.Dispose();
    }
}
