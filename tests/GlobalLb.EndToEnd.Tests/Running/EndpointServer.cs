using System.Net;
using System.Net.Sockets;

namespace GlobalLb.EndToEnd.Tests.Running;

/// <summary>An endpoint of the test: a small web server whose socket is really closed when it falls and opened when it is healed.</summary>
internal sealed class EndpointServer : IAsyncDisposable
{
    private static readonly byte[] Answer = "HTTP/1.1 200 OK\r\nContent-Length: 3\r\nConnection: close\r\n\r\nok\n"u8.ToArray();

    private TcpListener? _listener;
    private Task _serving = Task.CompletedTask;

    public EndpointServer(string address)
    {
        Address = IPAddress.Parse(address);
        Port = FreePort.Find(Address);
        Heal();
    }

    public IPAddress Address { get; }

    public int Port { get; }

    public void Heal()
    {
        _listener = new TcpListener(Address, Port);
        _listener.Start();
        _serving = ServeAsync(_listener);
    }

    public async Task FallAsync()
    {
        _listener?.Dispose();
        _listener = null;
        await _serving;
    }

    public async ValueTask DisposeAsync() => await FallAsync();

    private static async Task ServeAsync(TcpListener listener)
    {
        try
        {
            while (true)
            {
                using var client = await listener.AcceptTcpClientAsync();
                await ServeAsync(client);
            }
        }
        catch (Exception closed) when (closed is SocketException or ObjectDisposedException)
        {
            // The endpoint fell.
        }
    }

    private static async Task ServeAsync(TcpClient client)
    {
        try
        {
            using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(2));
            var stream = client.GetStream();
            using var reader = new StreamReader(stream);
            while (await reader.ReadLineAsync(patience.Token) is { Length: > 0 })
            {
                // The request is of no interest, its end is.
            }

            await stream.WriteAsync(Answer, patience.Token);
        }
        catch (Exception gone) when (gone is IOException or OperationCanceledException)
        {
            // The client left.
        }
    }
}
