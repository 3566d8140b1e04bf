using System.Net;
using System.Net.Sockets;
using System.Text;

namespace GlobalLb.Edge.Tests.Receiving;

/// <summary>An HTTP server that says exactly what a test tells it to, and remembers what it was asked.</summary>
internal sealed class ScriptedServer : IDisposable
{
    public const string EventStream = "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n\r\n";

    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly List<Socket> _open = [];

    public ScriptedServer() => _listener.Start();

    public Uri Address => new($"http://{_listener.LocalEndpoint}/");

    /// <summary>Takes the next connection, reads its request and says something; it stays open.</summary>
    public async Task<(Socket Connection, string Request)> AnswerAsync(string response)
    {
        var connection = await _listener.AcceptSocketAsync().WaitAsync(TimeSpan.FromSeconds(20));
        _open.Add(connection);
        var request = new StringBuilder();
        var octets = new byte[4096];
        while (!request.ToString().Contains("\r\n\r\n", StringComparison.Ordinal)) request.Append(Encoding.ASCII.GetString(octets, 0, await connection.ReceiveAsync(octets)));
        await SayAsync(connection, response);
        return (connection, request.ToString());
    }

    public static async Task SayAsync(Socket connection, string text) => await connection.SendAsync(Encoding.UTF8.GetBytes(text));

    public void Dispose()
    {
        foreach (var connection in _open) connection.Dispose();
        _listener.Dispose();
    }
}
