using System.Reflection;
using System.Threading.Channels;
using GlobalLb.Dns;
using GlobalLb.Steering.Publications;

namespace GlobalLb.Edge.Receiving;

/// <summary>
/// Says to Control what is answered from: the newest, never a backlog, and now and then anew. It has a task of its own, so that
/// nobody who takes or answers ever waits for it; that it fails is counted and changes nothing.
/// </summary>
internal sealed class Confirming(IFeed feed, EdgeOptions options, TimeProvider time, EdgeMetrics metrics)
{
    /// <summary>How often it is said although nothing is new.</summary>
    public static readonly TimeSpan Beat = TimeSpan.FromSeconds(10);

    private static readonly TimeSpan RestAfterFailure = TimeSpan.FromSeconds(2);
    private static readonly string Program = typeof(Confirming).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "";

    private readonly Channel<Taken> _taken = Channel.CreateBounded<Taken>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropOldest, SingleReader = true });
    private long _healthTakenAt;

    /// <summary>Notes what was taken just now; never waits. For one caller at a time.</summary>
    public void Took(Publication publication, Fences fences)
    {
        if (publication is HealthPublication) _healthTakenAt = time.GetTimestamp();
        if (publication is HealthPublication or ConfigurationPublication) _taken.Writer.TryWrite(new Taken(fences.Of<ConfigurationPublication>(), fences.Of<HealthPublication>(), _healthTakenAt));
    }

    /// <summary>Says it until it is stopped; ends without a throw.</summary>
    public async Task RunAsync(CancellationToken stop)
    {
        if (!feed.Listens) return;
        Taken? newest = null;
        var next = _taken.Reader.WaitToReadAsync(stop).AsTask();
        var isMissed = false;
        while (!stop.IsCancellationRequested)
        {
            // After a failure something new is no reason to ask again at once: another Control would be as busy.
            if (isMissed) await Task.Delay(RestAfterFailure, time, stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            else await ((Task)next).WaitAsync(newest is null ? Timeout.InfiniteTimeSpan : Beat, time, stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (stop.IsCancellationRequested) return;
            if (next.IsCompleted)
            {
                if (_taken.Reader.TryRead(out var taken)) newest = taken;
                next = _taken.Reader.WaitToReadAsync(stop).AsTask();
            }

            // What was read from disk is said when there is somebody to say it to.
            isMissed = newest is { } held && metrics.FeedIsConnected && !await TrySayAsync(held, stop);
        }
    }

    private async Task<bool> TrySayAsync(Taken taken, CancellationToken stop)
    {
        try
        {
            await feed.ConfirmAsync(
                new Confirmation
                {
                    Edge = options.Name,
                    Program = Program,
                    Configuration = taken.Configuration,
                    Health = taken.Health,
                    HealthAge = taken.Health == default ? TimeSpan.Zero : time.GetElapsedTime(taken.HealthTakenAt),
                    Responses = DnsMetrics.ResponsesSent,
                },
                stop);
            return true;
        }
        catch (Exception failure)
        {
            if (failure is not OperationCanceledException || !stop.IsCancellationRequested) metrics.CountUnconfirmed();
            return false;
        }
    }

    private readonly record struct Taken(Fence Configuration, Fence Health, long HealthTakenAt);
}
