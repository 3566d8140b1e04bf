using System.Net;
using System.Net.Sockets;
using GlobalLb.Dns.Server;
using GlobalLb.Edge.Receiving;
using GlobalLb.Steering.Answering;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace GlobalLb.Edge.Answering;

/// <summary>Opens the sockets once the last known state is taken, and closes them in order.</summary>
public sealed class DnsListener(EdgeOptions options, CurrentSnapshot current, Receiver receiver, ILogger<DnsListener> logger) : IHostedService
{
    private readonly List<IAsyncDisposable> _servers = [];

    /// <inheritdoc/>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        await receiver.Loaded.WaitAsync(cancellationToken);
        var responder = new Responder(new Authority(() => current.Value));
        foreach (var listen in options.Listen)
        {
            try
            {
                var udp = new UdpServer(listen, responder, options.Loops, logger);
                _servers.Add(udp);
                udp.Start();
                var tcp = new TcpServer(new IPEndPoint(listen.Address, udp.LocalEndPoint.Port), responder, new TcpLimits(), logger);
                _servers.Add(tcp);
                tcp.Start();
                EdgeLog.Answering(logger, udp.LocalEndPoint);
            }
            catch (SocketException failure)
            {
                await StopAsync(CancellationToken.None);
                throw new ListenException(listen, failure);
            }
        }
    }

    /// <inheritdoc/>
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        foreach (var server in _servers) await server.DisposeAsync();
        _servers.Clear();
    }
}
