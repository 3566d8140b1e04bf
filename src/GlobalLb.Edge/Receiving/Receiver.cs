using System.Threading.Channels;
using GlobalLb.Edge.Answering;
using GlobalLb.Steering.Health;
using GlobalLb.Steering.Places;
using GlobalLb.Steering.Publications;
using GlobalLb.Steering.Snapshots;
using GlobalLb.Steering.Validation;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace GlobalLb.Edge.Receiving;

/// <summary>
/// The one writer of <see cref="CurrentSnapshot"/>: takes publications from disk, then from the feed; each is fenced, compiled
/// and guarded before it is answered from, and saved after. Places come beside them, from a file.
/// </summary>
public sealed class Receiver(IFeed feed, CurrentSnapshot current, EdgeOptions options, TimeProvider time, EdgeMetrics metrics, ILogger<Receiver> logger)
    : BackgroundService
{
    private static readonly TimeSpan DrillStep = TimeSpan.FromSeconds(1);

    private readonly LastKnownState _disk = new(options.StateFolder, logger);
    private readonly PlaceFollower? _places = options.PlacesFile is { } path ? new PlaceFollower(path, time, metrics, logger) : null;
    private readonly Channel<Received> _received = Channel.CreateBounded<Received>(8);
    private readonly TaskCompletionSource _loaded = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _configured = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Fence _configurationFence, _healthFence;
    private HealthTable _health = HealthTable.Empty;
    private PrefixTable<Place>? _database;

    /// <summary>Completes when what is on disk has been taken: from then on there is an answer, if there ever was one.</summary>
    public Task Loaded => _loaded.Task;

    /// <summary>Completes when there is a configuration to answer from.</summary>
    public Task Configured => _configured.Task;

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        _database = _places?.Load();
        foreach (var publication in _disk.Load()) Take(publication);
        if (current.Value is { } snapshot) EdgeLog.AnsweringFromDisk(logger, snapshot.Version, snapshot.SteeredNames.Length);
        _loaded.TrySetResult();
        await Task.WhenAll(FollowAsync(stoppingToken), FollowPlacesAsync(stoppingToken), TakeAllAsync(stoppingToken));
    }

    private async Task FollowPlacesAsync(CancellationToken stop)
    {
        if (_places is null) return;
        try
        {
            await foreach (var places in _places.FollowAsync(stop)) await _received.Writer.WriteAsync(new Received(null, places), stop);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // We are asked to stop.
        }
    }

    // Reconnects for ever, with full jitter so that many edges do not return at once.
    private async Task FollowAsync(CancellationToken stop)
    {
        var failures = 0;
        while (!stop.IsCancellationRequested)
        {
            var reason = "the other side ended it";
            try
            {
                await foreach (var publication in feed.FollowAsync(stop))
                {
                    if (failures > 0) EdgeLog.FeedReached(logger);
                    failures = 0;
                    metrics.FeedIsConnected = true;
                    await _received.Writer.WriteAsync(new Received(publication, null), stop);
                }
            }
            catch (OperationCanceledException) when (stop.IsCancellationRequested)
            {
                return;
            }
            catch (Exception failure)
            {
                reason = failure.Message;
            }

            if (stop.IsCancellationRequested) return;

            // Said once per outage: an edge that is cut off for a week must not fill a disk with it.
            if (failures == 0) EdgeLog.FeedLost(logger, reason);
            metrics.FeedIsConnected = false;
            failures++;
            var longest = Math.Min(30, 0.25 * Math.Pow(2, Math.Min(failures, 10)));
            await Task.Delay(TimeSpan.FromSeconds(0.1 + (Random.Shared.NextDouble() * longest)), time, stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task TakeAllAsync(CancellationToken stop)
    {
        var next = _received.Reader.WaitToReadAsync(stop).AsTask();
        while (true)
        {
            await ((Task)next).WaitAsync(UntilDrillEnds(), time, CancellationToken.None).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (stop.IsCancellationRequested) return;
            if (current.Value is { ChangesAt: { } end } snapshot && time.GetUtcNow() >= end) current.Value = snapshot.With(_health, time.GetUtcNow());
            if (!next.IsCompleted) continue;
            while (_received.Reader.TryRead(out var received))
            {
                if (received.Places is { } places) Take(places);
                if (received.Publication is { } publication && Take(publication)) _disk.Save(publication);
            }

            next = _received.Reader.WaitToReadAsync(stop).AsTask();
        }
    }

    // In small steps, so that a clock set forward is noticed.
    private TimeSpan UntilDrillEnds()
    {
        if (current.Value?.ChangesAt is not { } end) return Timeout.InfiniteTimeSpan;
        var left = end - time.GetUtcNow();
        return left <= TimeSpan.Zero ? TimeSpan.Zero : left < DrillStep ? left : DrillStep;
    }

    private bool Take(Publication publication)
    {
        var (own, other) = publication is ConfigurationPublication ? (_configurationFence, _healthFence) : (_healthFence, _configurationFence);

        // A term is over for both kinds at once, but only within its own system.
        if (!own.Lets(publication) || (publication.System == other.System && publication.Term < other.Term))
        {
            var held = own.Lets(publication) ? other : own;
            EdgeLog.PublicationOlder(logger, publication.Term, publication.Order, held.Term, held.Order);
            metrics.CountRefused();
            return false;
        }

        try
        {
            switch (publication)
            {
                case ConfigurationPublication configuration: Take(configuration); return true;
                case HealthPublication health: Take(health); return true;
                default: return false;
            }
        }
        catch (Exception failure)
        {
            // Whatever a publication does to the compiler, what is answered now stays.
            EdgeLog.PublicationRefused(logger, publication.Order, failure.Message);
            metrics.CountRefused();
            return false;
        }
    }

    private void Take(ConfigurationPublication publication)
    {
        var now = time.GetUtcNow();

        // Long after every drill: whether one is under way was judged when the version was made, and clocks differ.
        var problems = ConfigurationValidation.Check(publication.Document, DateTimeOffset.MaxValue);
        if (!problems.IsEmpty) throw new InvalidDataException($"it is not valid: {problems[0]}{(problems.Length > 1 ? $", and {problems.Length - 1} more" : "")}");
        var health = publication.System == _healthFence.System ? _health : HealthTable.Empty;
        var next = Snapshot.Compile(publication.Document, publication.Version, health, now, _database);
        var isOtherSystem = publication.System != _configurationFence.System;
        if (!isOtherSystem && SnapshotGuard.Check(current.Value, next) is { } refusal) throw new InvalidDataException(refusal);
        if (isOtherSystem && current.Value is not null) EdgeLog.OtherSystem(logger, _configurationFence.System, publication.System);
        current.Value = next;
        _health = health;
        _configurationFence = Fence.At(publication);
        _configured.TrySetResult();
        metrics.Took(publication.Version);
        EdgeLog.ConfigurationTaken(logger, publication.Version, next.NameCount, next.Endpoints.Length);
    }

    private void Take(HealthPublication publication)
    {
        // A Control gives its configuration first, so this is what a refused one, or a broken-off save, left behind.
        if (current.Value is not null && publication.System != _configurationFence.System)
            throw new InvalidDataException("it is the health of another system than the configuration that is answered from");
        _health = publication.Table;
        _healthFence = Fence.At(publication);
        if (current.Value is { } snapshot) current.Value = snapshot.With(_health, time.GetUtcNow());
    }

    private void Take(PrefixTable<Place> places)
    {
        _database = places;
        if (current.Value is { } snapshot) current.Value = snapshot.With(places);
    }

    private readonly record struct Received(Publication? Publication, PrefixTable<Place>? Places);
}
