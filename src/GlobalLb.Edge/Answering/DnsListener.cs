using GlobalLb.Dns.Server;
using GlobalLb.Edge.Receiving;
using GlobalLb.Steering.Answering;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace GlobalLb.Edge.Answering;

/// <summary>Begins to answer once the last known state is taken, so that a restart never answers worse than before.</summary>
public sealed class DnsListener(EdgeOptions options, CurrentSnapshot current, Receiver receiver, ILogger<DnsListener> logger) : IHostedService
{
    private DnsServers? _servers;

    /// <inheritdoc/>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        await receiver.Loaded.WaitAsync(cancellationToken);
        _servers = DnsServers.Start(options.Listen, new Responder(new Authority(() => current.Value), options.Responder), options.Loops, logger);
    }

    /// <inheritdoc/>
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        if (_servers is not null) await _servers.DisposeAsync();
    }
}
