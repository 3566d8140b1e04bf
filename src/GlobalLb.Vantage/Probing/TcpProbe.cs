using System.Net.Sockets;
using GlobalLb.Steering.Configuration;

namespace GlobalLb.Vantage.Probing;

/// <summary>Opens a TCP connection and closes it.</summary>
internal sealed class TcpProbe : IProbe
{
    /// <inheritdoc/>
    public async Task<Finding> CheckAsync(Endpoint endpoint, Probe probe, CancellationToken deadline)
    {
        using var socket = new Socket(endpoint.Address.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        await socket.ConnectAsync(endpoint.Address, probe.Port ?? endpoint.Port, deadline);
        return new Finding(true, "connected");
    }
}
