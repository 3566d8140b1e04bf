using System.Net;
using System.Net.Sockets;
using System.Text;

namespace GlobalLb.EndToEnd.Tests.Detecting;

/// <summary>Asks an edge again and again over UDP, and keeps when each name was first answered without an address.</summary>
internal sealed class AnswerWatch : IAsyncDisposable
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(5);

    private readonly Socket _socket = new(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
    private readonly CancellationTokenSource _over = new();
    private readonly Lock _gate = new();
    private readonly Dictionary<ushort, Watched> _watched = [];
    private readonly Task _running;
    private int _last;

    public AnswerWatch(IPEndPoint edge)
    {
        _socket.Connect(edge);
        _running = Task.WhenAll(AskAsync(), HearAsync());
    }

    /// <summary>Watches for a name to lose an address.</summary>
    /// <returns>The moment it was answered without it.</returns>
    public Task<DateTimeOffset> UntilGoneAsync(string name, IPAddress address)
    {
        var watched = new Watched(address.GetAddressBytes());
        var id = (ushort)Interlocked.Increment(ref _last);
        watched.Query = Query(id, name);
        lock (_gate) _watched[id] = watched;
        return watched.Gone.Task;
    }

    public async ValueTask DisposeAsync()
    {
        await _over.CancelAsync();
        await _running;
        _socket.Dispose();
        _over.Dispose();
    }

    private async Task AskAsync()
    {
        using var timer = new PeriodicTimer(Pause);
        try
        {
            while (await timer.WaitForNextTickAsync(_over.Token))
            {
                List<Watched> all;
                lock (_gate) all = [.. _watched.Values];
                foreach (var each in all) await _socket.SendAsync(each.Query, _over.Token);
            }
        }
        catch (Exception over) when (over is OperationCanceledException or SocketException)
        {
            // The test is over, or the edge is, which the test will say.
        }
    }

    private async Task HearAsync()
    {
        var octets = new byte[4096];
        while (!_over.IsCancellationRequested)
        {
            try
            {
                Hear(octets.AsSpan(0, await _socket.ReceiveAsync(octets, _over.Token)));
            }
            catch (Exception over) when (over is OperationCanceledException or SocketException)
            {
                // Looked at by the loop.
            }
        }
    }

    // A response to what is watched, without error and with answers, of which none is the address.
    private void Hear(ReadOnlySpan<byte> response)
    {
        var at = DateTimeOffset.UtcNow;
        if (response.Length < 12 || (response[3] & 0x0F) != 0 || response[7] == 0) return;
        var id = (ushort)((response[0] << 8) | response[1]);
        lock (_gate)
        {
            if (!_watched.TryGetValue(id, out var watched)) return;
            var isThere = response[12..].IndexOf(watched.Address) >= 0;
            watched.IsSeen |= isThere;
            if (isThere || !watched.IsSeen) return;
            _watched.Remove(id);
            watched.Gone.TrySetResult(at);
        }
    }

    // One question for A of class IN (RFC 1035 section 4.1), nothing more.
    private static byte[] Query(ushort id, string name) =>
    [
        (byte)(id >> 8), (byte)id, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0,
        .. name.Split('.').SelectMany(label => (byte[])[(byte)label.Length, .. Encoding.ASCII.GetBytes(label)]),
        0, 0, 1, 0, 1,
    ];

    private sealed record Watched(byte[] Address)
    {
        public byte[] Query { get; set; } = [];

        /// <summary>Whether it was answered: what was never there cannot go.</summary>
        public bool IsSeen { get; set; }

        public TaskCompletionSource<DateTimeOffset> Gone { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
