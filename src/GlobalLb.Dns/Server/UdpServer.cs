using System.Net;
using System.Net.Sockets;
using GlobalLb.Dns.Server.Udp;
using Microsoft.Extensions.Logging;

namespace GlobalLb.Dns.Server;

/// <summary>
/// Answers DNS over UDP at one address: some loops, each a thread with a socket of its own. On Linux they receive and send
/// in batches and answer from the address they were asked at, also when bound to a wildcard; elsewhere there is one plain loop.
/// </summary>
public sealed class UdpServer : IAsyncDisposable
{
    private static readonly TimeSpan RestAfterFailure = TimeSpan.FromMilliseconds(100);

    private readonly IPEndPoint _listen;
    private readonly Responder _responder;
    private readonly int _loopCount;
    private readonly ILogger _logger;
    private readonly bool _isBatched;
    private readonly List<IUdpLoop> _loops = [];
    private readonly List<Task> _ends = [];
    private readonly ManualResetEventSlim _stopping = new();
    private bool _isDisposed;

    /// <summary>Prepares a server; <see cref="Start"/> binds it.</summary>
    /// <param name="listen">The address and port; port 0 lets the system choose one.</param>
    /// <param name="responder">What answers.</param>
    /// <param name="loops">How many threads answer, at least 1; about one per core that is free for it.</param>
    /// <param name="logger">Hears of start, stop and failures, never of a request.</param>
    /// <param name="isPortable">Whether to use the plain loop even where batches are possible.</param>
    public UdpServer(IPEndPoint listen, Responder responder, int loops, ILogger logger, bool isPortable = false)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(loops, 1);
        _listen = listen;
        _responder = responder;
        _logger = logger;
        _isBatched = !isPortable && OperatingSystem.IsLinux() && Environment.Is64BitProcess;
        _loopCount = _isBatched ? loops : 1;
        LocalEndPoint = listen;
    }

    /// <summary>The address it is bound to once it is started.</summary>
    public IPEndPoint LocalEndPoint { get; private set; }

    /// <summary>Binds the sockets and starts answering.</summary>
    /// <exception cref="SocketException">The address is in use, is not ours, or binding it is not allowed.</exception>
    public void Start()
    {
        ObjectDisposedException.ThrowIf(_isDisposed, this);
        if (_loops.Count > 0) throw new InvalidOperationException("the server is started already");
        try
        {
            Bind();
        }
        catch
        {
            foreach (var loop in _loops) loop.Dispose();
            _loops.Clear();
            throw;
        }

        for (var i = 0; i < _loops.Count; i++) _ends.Add(Begin(_loops[i], i));
        DnsLog.UdpStarted(_logger, LocalEndPoint, _loops.Count, _isBatched ? "in batches" : "one by one");
    }

    /// <summary>Stops answering and frees the port. On Linux what has arrived is answered first, up to a thousand requests a loop; elsewhere a request that still waits is lost, as any datagram may be.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_isDisposed) return;
        _isDisposed = true;
        _stopping.Set();
        foreach (var loop in _loops) loop.Stop();
        await Task.WhenAll(_ends);
        foreach (var loop in _loops) loop.Dispose();
        _stopping.Dispose();
        if (_loops.Count > 0) DnsLog.Stopped(_logger, "UDP", LocalEndPoint);
    }

    private void Bind()
    {
        if (_loopCount == 1)
        {
            Add(UdpSocket.Bind(_listen, isShared: false));
            return;
        }

        // Sockets that share a port let any process of the same user share it too, without an error. So bind it alone first:
        // that fails when somebody else has it.
        using (var probe = UdpSocket.Bind(_listen, isShared: false)) LocalEndPoint = (IPEndPoint)probe.LocalEndPoint!;
        for (var i = 0; i < _loopCount; i++) Add(UdpSocket.Bind(LocalEndPoint, isShared: true));
    }

    private void Add(Socket socket)
    {
        var counters = DnsMetrics.Begin(Transport.Udp);
        _loops.Add(_isBatched && OperatingSystem.IsLinux()
            ? new BatchLoop(socket, _responder, counters)
            : new SocketLoop(socket, _responder, counters));
        LocalEndPoint = _loops[0].LocalEndPoint;
    }

    private Task Begin(IUdpLoop loop, int index)
    {
        var end = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var thread = new Thread(() =>
        {
            Run(loop);
            end.SetResult();
        })
        {
            IsBackground = true,
            Name = $"dns udp {index}",
        };
        thread.Start();
        return end.Task;
    }

    private void Run(IUdpLoop loop)
    {
        // An exception that leaves a thread ends the process: whatever a loop meets, it begins again.
        for (var failures = 0; !_stopping.IsSet; failures++)
        {
            try
            {
                loop.Run();
            }
            catch (Exception failure)
            {
                if (_stopping.IsSet) return;
                if (failures == 0) DnsLog.LoopFailed(_logger, LocalEndPoint, failure);
            }

            _stopping.Wait(RestAfterFailure);
        }
    }
}
