using System.Net;
using System.Net.Sockets;
using GlobalLb.Steering.Configuration;

namespace GlobalLb.EndToEnd.Tests.Detecting;

/// <summary>An endpoint with an address of its own that answers everybody, until it falls: then it refuses connections, or takes them and says nothing.</summary>
internal sealed class MortalEndpoint : IAsyncDisposable
{
    private static readonly byte[] Answer = "HTTP/1.1 200 OK\r\nContent-Length: 3\r\nConnection: close\r\n\r\nok\n"u8.ToArray();

    private readonly Socket _listener = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
    private readonly CancellationTokenSource _over = new();
    private readonly Task _serving;
    private volatile bool _isSilent;

    public MortalEndpoint(string code, IPAddress address)
    {
        (Code, Address) = (new EndpointCode(code), address);
        _listener.Bind(new IPEndPoint(address, 0));
        _listener.Listen();
        _serving = ServeAsync();
    }

    public EndpointCode Code { get; }

    public IPAddress Address { get; }

    public int Port => ((IPEndPoint)_listener.LocalEndPoint!).Port;

    /// <summary>When it fell; null: it has not.</summary>
    public DateTimeOffset? FellAt { get; private set; }

    public Endpoint AsWritten() => new() { Code = Code, Address = Address, Port = Port };

    public void Fall(bool isSilent)
    {
        FellAt = DateTimeOffset.UtcNow;
        if (isSilent) _isSilent = true;
        else _listener.Dispose();
    }

    public async ValueTask DisposeAsync()
    {
        await _over.CancelAsync();
        _listener.Dispose();
        await _serving;
        _over.Dispose();
    }

    private async Task ServeAsync()
    {
        List<Task> answering = [];
        try
        {
            while (true)
            {
                answering.RemoveAll(each => each.IsCompleted);
                answering.Add(AnswerAsync(await _listener.AcceptAsync(_over.Token)));
            }
        }
        catch (Exception over) when (over is SocketException or OperationCanceledException or ObjectDisposedException)
        {
            // It fell, or the test is over.
        }

        await Task.WhenAll(answering);
    }

    private async Task AnswerAsync(Socket client)
    {
        try
        {
            using (client)
            {
                var octets = new byte[1024];
                var read = await client.ReceiveAsync(octets, _over.Token);
                if (read > 0 && !_isSilent) await client.SendAsync(Answer, _over.Token);
                while (read > 0) read = await client.ReceiveAsync(octets, _over.Token);
            }
        }
        catch (Exception gone) when (gone is SocketException or OperationCanceledException)
        {
            // Whoever asked left, or the test is over.
        }
    }
}
