using System.Net;
using System.Net.Sockets;

namespace GlobalLb.Control.Tests.Vantages;

/// <summary>The network between a vantage and Control: it can be cut, and mended.</summary>
internal sealed class Relay : IAsyncDisposable
{
    private readonly IPEndPoint _to;
    private readonly Lock _gate = new();
    private readonly List<Socket> _open = [];
    private TcpListener? _listener;
    private Task _accepting = Task.CompletedTask;

    public Relay(Uri to)
    {
        _to = new IPEndPoint(IPAddress.Parse(to.Host), to.Port);
        using var probe = new TcpListener(IPAddress.Loopback, 0);
        probe.Start();
        Address = new Uri($"http://127.0.0.1:{((IPEndPoint)probe.LocalEndpoint).Port}/");
        probe.Stop();
        Mend();
    }

    /// <summary>Where Control is for those beyond it.</summary>
    public Uri Address { get; }

    /// <summary>Ends all connections; new ones are refused.</summary>
    public async Task CutAsync()
    {
        _listener?.Dispose();
        _listener = null;
        lock (_gate)
        {
            foreach (var socket in _open) socket.Close(0);
            _open.Clear();
        }

        await _accepting;
    }

    /// <summary>Lets connections through again.</summary>
    public void Mend()
    {
        _listener = new TcpListener(IPAddress.Loopback, Address.Port);
        _listener.Start();
        _accepting = AcceptAsync(_listener);
    }

    public async ValueTask DisposeAsync() => await CutAsync();

    private async Task AcceptAsync(TcpListener listener)
    {
        List<Task> pairs = [];
        try
        {
            while (true)
            {
                var near = await listener.AcceptSocketAsync();
                var far = new Socket(SocketType.Stream, ProtocolType.Tcp);
                lock (_gate) _open.AddRange([near, far]);
                pairs.Add(ConnectAsync(near, far));
            }
        }
        catch (Exception closed) when (closed is SocketException or ObjectDisposedException)
        {
            await Task.WhenAll(pairs);
        }
    }

    private async Task ConnectAsync(Socket near, Socket far)
    {
        try
        {
            await far.ConnectAsync(_to);
            await Task.WhenAll(CopyAsync(near, far), CopyAsync(far, near));
        }
        catch (Exception cut) when (cut is SocketException or ObjectDisposedException)
        {
            near.Close(0);
            far.Close(0);
        }
    }

    private static async Task CopyAsync(Socket from, Socket to)
    {
        var octets = new byte[16_384];
        while (await from.ReceiveAsync(octets) is > 0 and var length) await to.SendAsync(octets.AsMemory(0, length));
        to.Shutdown(SocketShutdown.Send);
    }
}
