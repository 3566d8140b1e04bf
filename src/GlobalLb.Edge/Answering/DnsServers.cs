using System.Net;
using System.Net.Sockets;
using GlobalLb.Dns.Server;
using Microsoft.Extensions.Logging;

namespace GlobalLb.Edge.Answering;

/// <summary>UDP and TCP on some addresses, opened together and closed together.</summary>
public sealed class DnsServers : IAsyncDisposable
{
    private readonly List<IAsyncDisposable> _servers = [];

    private DnsServers()
    {
    }

    /// <summary>Opens all sockets and begins to answer.</summary>
    /// <param name="listen">The addresses; with port 0 the system chooses one for both transports.</param>
    /// <param name="responder">What answers.</param>
    /// <param name="loops">How many UDP loops each address gets.</param>
    /// <param name="logger">Hears what is opened.</param>
    /// <exception cref="ListenException">An address cannot be had; none is kept open then.</exception>
    public static DnsServers Start(IEnumerable<IPEndPoint> listen, Responder responder, int loops, ILogger logger)
    {
        var servers = new DnsServers();
        foreach (var address in listen)
        {
            try
            {
                var udp = new UdpServer(address, responder, loops, logger);
                servers._servers.Add(udp);
                udp.Start();
                var tcp = new TcpServer(new IPEndPoint(address.Address, udp.LocalEndPoint.Port), responder, new TcpLimits(), logger);
                servers._servers.Add(tcp);
                tcp.Start();
                EdgeLog.Answering(logger, udp.LocalEndPoint);
            }
            catch (SocketException failure)
            {
                servers.DisposeAsync().AsTask().GetAwaiter().GetResult();
                throw new ListenException(address, failure);
            }
        }

        return servers;
    }

    /// <summary>Stops answering; what is being answered is sent first.</summary>
    public async ValueTask DisposeAsync()
    {
        foreach (var server in _servers) await server.DisposeAsync();
        _servers.Clear();
    }
}
