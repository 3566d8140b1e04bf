using System.Threading.Channels;
using GlobalLb.Edge.Answering;
using GlobalLb.Steering.Health;
using GlobalLb.Steering.Publications;
using GlobalLb.Steering.Snapshots;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace GlobalLb.Edge.Receiving;

/// <summary>
/// The one writer of <see cref="CurrentSnapshot"/>: takes publications from disk, then from the feed; each is fenced, compiled
/// and guarded before it is answered from, and saved after.
/// </summary>
public sealed class Receiver(IFeed feed, CurrentSnapshot current, EdgeOptions options, TimeProvider time, EdgeMetrics metrics, ILogger<Receiver> logger)
    : BackgroundService
{
    private readonly LastKnownState _disk = new(options.StateFolder, logger);
    private readonly Channel<Publication> _received = Channel.CreateBounded<Publication>(8);
    private readonly TaskCompletionSource _loaded = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Fence _configurationFence, _healthFence;
    private HealthTable _health = HealthTable.Empty;

    /// <summary>Completes when what is on disk has been taken: from then on there is an answer, if there ever was one.</summary>
    public Task Loaded => _loaded.Task;

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        foreach (var publication in _disk.Load()) Take(publication);
        if (current.Value is { } snapshot) EdgeLog.AnsweringFromDisk(logger, snapshot.Version, snapshot.SteeredNames.Length);
        _loaded.TrySetResult();
        await Task.WhenAll(FollowAsync(stoppingToken), TakeAllAsync(stoppingToken));
    }

    // Reconnects for ever, with full jitter so that many edges do not return at once.
    private async Task FollowAsync(CancellationToken stop)
    {
        var failures = 0;
        while (!stop.IsCancellationRequested)
        {
            try
            {
                await foreach (var publication in feed.FollowAsync(stop))
                {
                    if (failures > 0) EdgeLog.FeedReached(logger);
                    failures = 0;
                    metrics.FeedIsConnected = true;
                    await _received.Writer.WriteAsync(publication, stop);
                }

                if (failures == 0) EdgeLog.FeedLost(logger, "the other side ended it");
            }
            catch (OperationCanceledException) when (stop.IsCancellationRequested)
            {
                return;
            }
            catch (Exception failure)
            {
                // Said once per outage: an edge that is cut off for a week must not fill a disk with it.
                if (failures == 0) EdgeLog.FeedLost(logger, failure.Message);
            }

            metrics.FeedIsConnected = false;
            failures++;
            var longest = Math.Min(30, 0.25 * Math.Pow(2, Math.Min(failures, 10)));
            try
            {
                await Task.Delay(TimeSpan.FromSeconds(0.1 + (Random.Shared.NextDouble() * longest)), time, stop);
            }
            catch (OperationCanceledException)
            {
                return;
            }
        }
    }

    private async Task TakeAllAsync(CancellationToken stop)
    {
        var next = _received.Reader.WaitToReadAsync(stop).AsTask();
        while (!stop.IsCancellationRequested)
        {
            await Task.WhenAny(next, UntilDrillEndsAsync(stop));
            if (stop.IsCancellationRequested) return;
            if (current.Value is { ChangesAt: { } end } snapshot && time.GetUtcNow() >= end) current.Value = snapshot.With(_health, time.GetUtcNow());
            if (!next.IsCompleted) continue;
            while (_received.Reader.TryRead(out var publication))
                if (Take(publication)) _disk.Save(publication);
            next = _received.Reader.WaitToReadAsync(stop).AsTask();
        }
    }

    private Task UntilDrillEndsAsync(CancellationToken stop)
    {
        if (current.Value?.ChangesAt is not { } end) return Task.Delay(Timeout.InfiniteTimeSpan, stop);
        // In small steps, so that a clock set forward is noticed.
        var left = end - time.GetUtcNow();
        return Task.Delay(left <= TimeSpan.Zero ? TimeSpan.Zero : left < TimeSpan.FromSeconds(5) ? left : TimeSpan.FromSeconds(5), time, stop);
    }

    private bool Take(Publication publication)
    {
        var fence = publication is ConfigurationPublication ? _configurationFence : _healthFence;
        if (!fence.Lets(publication) || (publication.System == _configurationFence.System && publication.Term < Math.Max(_configurationFence.Term, _healthFence.Term)))
        {
            EdgeLog.PublicationOlder(logger, publication.Term, publication.Order, fence.Term, fence.Order);
            metrics.CountRefused();
            return false;
        }

        try
        {
            return publication switch
            {
                ConfigurationPublication configuration => Take(configuration),
                HealthPublication health => Take(health),
                _ => false,
            };
        }
        catch (Exception failure)
        {
            // Whatever a publication does to the compiler, what is answered now stays.
            EdgeLog.PublicationRefused(logger, publication.Order, failure.Message);
            metrics.CountRefused();
            return false;
        }
    }

    private bool Take(ConfigurationPublication publication)
    {
        // Long after every drill: whether one is under way was judged when the version was made, and clocks differ.
        var problems = Steering.Validation.ConfigurationValidation.Check(publication.Document, DateTimeOffset.MaxValue);
        if (!problems.IsEmpty) throw new InvalidDataException($"it is not valid: {problems[0]}");
        var next = Snapshot.Compile(publication.Document, publication.Version, _health, time.GetUtcNow());
        if (publication.System == _configurationFence.System && SnapshotGuard.Check(current.Value, next) is { } refusal) throw new InvalidDataException(refusal);
        if (publication.System != _configurationFence.System && current.Value is not null) EdgeLog.OtherSystem(logger, _configurationFence.System, publication.System);
        current.Value = next;
        _configurationFence = Fence.At(publication);
        metrics.Took(publication.Version, time.GetTimestamp());
        EdgeLog.ConfigurationTaken(logger, publication.Version, next.NameCount, next.Endpoints.Length);
        return true;
    }

    private bool Take(HealthPublication publication)
    {
        _health = publication.Table;
        _healthFence = Fence.At(publication);
        metrics.TookHealth(time.GetTimestamp());
        if (current.Value is { } snapshot) current.Value = snapshot.With(_health, time.GetUtcNow());
        return true;
    }
}
