using System.Net;
using System.Net.Sockets;
using System.Text;

namespace GlobalLb.Vantage.Tests.Probing;

/// <summary>A server that accepts, says something whatever it is asked, and closes or stays.</summary>
internal sealed class RawServer : IDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly List<Socket> _open = [];

    public RawServer(string says, bool isClosing)
    {
        _listener.Start();
        _ = ServeAsync(says, isClosing);
    }

    public IPEndPoint Address => (IPEndPoint)_listener.LocalEndpoint;

    public void Dispose()
    {
        _listener.Dispose();
        foreach (var connection in _open) connection.Dispose();
    }

    private async Task ServeAsync(string says, bool isClosing)
    {
        try
        {
            while (true)
            {
                var connection = await _listener.AcceptSocketAsync();
                _open.Add(connection);
                var octets = new byte[4096];
                await connection.ReceiveAsync(octets);
                await connection.SendAsync(Encoding.ASCII.GetBytes(says));
                if (!isClosing) continue;
                connection.Shutdown(SocketShutdown.Both);
                connection.Dispose();
            }
        }
        catch (Exception failure) when (failure is SocketException or ObjectDisposedException)
        {
            // The test is over, or the probe has gone.
        }
    }
}
