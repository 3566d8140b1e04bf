using System.Net;
using System.Net.Sockets;
using System.Text;

namespace GlobalLb.Vantage.Tests.Kinds;

/// <summary>A server that speaks first, and closes.</summary>
internal sealed class GreetingServer : IDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);

    public GreetingServer(string says)
    {
        _listener.Start();
        _ = ServeAsync(says);
    }

    public IPEndPoint Address => (IPEndPoint)_listener.LocalEndpoint;

    public void Dispose() => _listener.Dispose();

    private async Task ServeAsync(string says)
    {
        try
        {
            using var connection = await _listener.AcceptSocketAsync();
            await connection.SendAsync(Encoding.ASCII.GetBytes(says));
            connection.Shutdown(SocketShutdown.Send);
            await connection.ReceiveAsync(new byte[16]);
        }
        catch (Exception failure) when (failure is SocketException or ObjectDisposedException)
        {
            // The test is over.
        }
    }
}
