using System.Net;
using System.Net.Sockets;
using GlobalLb.Dns.Messages;
using GlobalLb.Dns.Server.Tcp;
using Microsoft.Extensions.Logging;

namespace GlobalLb.Dns.Server;

/// <summary>Answers DNS over TCP at one address (RFC 7766).</summary>
/// <param name="listen">The address and port; port 0 lets the system choose one.</param>
/// <param name="responder">What answers.</param>
/// <param name="limits">What clients may take.</param>
/// <param name="logger">Hears of start, stop and failures, never of a request.</param>
/// <param name="time">The clock of all deadlines; the system's unless said.</param>
public sealed class TcpServer(IPEndPoint listen, Responder responder, TcpLimits limits, ILogger logger, TimeProvider? time = null) : IAsyncDisposable
{
    private const int Backlog = 256;
    private static readonly TimeSpan RestAfterFailure = TimeSpan.FromMilliseconds(100);

    private readonly TimeProvider _time = time ?? TimeProvider.System;
    private readonly CancellationTokenSource _stopping = new();
    private readonly LoopCounters _counters = DnsMetrics.Begin(Transport.Tcp);
    private ConnectionTable? _table;
    private ITimer? _watch;
    private Socket? _listener;
    private IPEndPoint? _bound;
    private Task _accepting = Task.CompletedTask;
    private bool _isDisposed;

    /// <summary>How often deadlines are looked at while there are connections.</summary>
    internal static TimeSpan WatchInterval { get; } = TimeSpan.FromMilliseconds(100);

    /// <summary>The open connections, once it is started.</summary>
    internal ConnectionTable Connections => _table ?? throw new InvalidOperationException("the server is not started");

    /// <summary>The address it is bound to once it is started.</summary>
    public IPEndPoint LocalEndPoint => _bound ?? listen;

    /// <summary>Binds the socket and starts answering.</summary>
    /// <exception cref="SocketException">The address is in use, is not ours, or binding it is not allowed.</exception>
    public void Start()
    {
        ObjectDisposedException.ThrowIf(_isDisposed, this);
        if (_listener is not null) throw new InvalidOperationException("the server is started already");
        var listener = new Socket(listen.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            listener.Bind(listen);
            listener.Listen(Backlog);
        }
        catch
        {
            listener.Dispose();
            throw;
        }

        _table = new ConnectionTable(limits, _time);
        _watch = _time.CreateTimer(_ => Watch(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        _listener = listener;
        _bound = (IPEndPoint)listener.LocalEndPoint!;
        _accepting = Accept(listener);
        DnsLog.TcpStarted(logger, LocalEndPoint);
    }

    /// <summary>Stops in order: no new connection, no new request, responses begun are sent, then all is closed.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_isDisposed) return;
        _isDisposed = true;
        await _stopping.CancelAsync();
        _listener?.Dispose();
        await _accepting;
        if (_listener is not null) await EndConnections();
        DnsMetrics.End(_counters);
        _stopping.Dispose();
        if (_listener is not null) DnsLog.Stopped(logger, "TCP", LocalEndPoint);
    }

    private async Task EndConnections()
    {
        var open = Connections.Open();
        foreach (var connection in open) connection.Stop();
        await Task.WhenAll(open.Select(connection => connection.Ended));
        await _watch!.DisposeAsync();
    }

    private async Task Accept(Socket listener)
    {
        while (!_stopping.IsCancellationRequested)
        {
            try
            {
                Admit(await listener.AcceptAsync(_stopping.Token));
            }
            catch (Exception) when (_stopping.IsCancellationRequested)
            {
                return;
            }
            catch (Exception failure)
            {
                // Out of descriptors, most likely: connections that end make room.
                DnsLog.AcceptFailed(logger, LocalEndPoint, failure);
                await Task.Delay(RestAfterFailure, _stopping.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    private void Admit(Socket socket)
    {
        if (socket.RemoteEndPoint is not IPEndPoint remote)
        {
            socket.Dispose();
            return;
        }

        var connection = new TcpConnection(socket, ClientAddress.From(remote.Address), responder, _counters, limits, Connections);
        if (!Connections.TryAdd(connection))
        {
            socket.Dispose();
            return;
        }

        if (Connections.Count == 1) _watch!.Change(WatchInterval, Timeout.InfiniteTimeSpan);
        connection.Ended = Serve(connection);
    }

    private async Task Serve(TcpConnection connection)
    {
        try
        {
            await connection.Run();
        }
        catch (Exception failure)
        {
            // Nothing a client does leads here; whatever does must not reach the other connections.
            DnsLog.ConnectionFailed(logger, LocalEndPoint, failure);
        }
        finally
        {
            connection.Close();
            Connections.Remove(connection);
        }
    }

    private void Watch()
    {
        try
        {
            Connections.CloseOverdue();
        }
        catch (Exception failure)
        {
            DnsLog.ConnectionFailed(logger, LocalEndPoint, failure);
        }

        if (Connections.Count > 0) _watch!.Change(WatchInterval, Timeout.InfiniteTimeSpan);
    }
}
