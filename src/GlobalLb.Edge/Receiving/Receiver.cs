using System.Threading.Channels;
using GlobalLb.Edge.Answering;
using GlobalLb.Steering.Aliases;
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
    // Octets allocated to take one thing, from which on it is worth stopping the loops for it: a hundred times more
    // than a usual configuration needs.
    private const long Large = 64 << 20;

    private static readonly TimeSpan DrillStep = TimeSpan.FromSeconds(1);

    private readonly LastKnownState _disk = new(options.StateFolder, logger);
    private readonly PlaceFollower? _places = options.PlacesFile is { } path ? new PlaceFollower(path, time, metrics, logger) : null;
    private readonly Channel<Received> _received = Channel.CreateBounded<Received>(8);
    private readonly TaskCompletionSource _loaded = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _configured = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _heard = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Dictionary<Type, Fence> _fences = [];
    private HealthTable _health = HealthTable.Empty;
    private AliasTable _aliases = AliasTable.Empty;
    private PrefixTable<Place>? _database;

    /// <summary>Completes when what is on disk has been taken: from then on there is an answer, if there ever was one.</summary>
    public Task Loaded => _loaded.Task;

    /// <summary>Completes when there is a configuration to answer from.</summary>
    public Task Configured => _configured.Task;

    /// <summary>Completes when the first configuration of the feed was taken or refused.</summary>
    internal Task Heard => _heard.Task;

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        _database = _places?.Load();
        foreach (var publication in _disk.Load()) Take(publication);
        if (current.Value is { } snapshot) EdgeLog.AnsweringFromDisk(logger, snapshot.Version, snapshot.SteeredNames.Count);
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
            var isLarge = TakeWaiting();
            if (isLarge) Tidy();
            next = _received.Reader.WaitToReadAsync(stop).AsTask();
        }
    }

    // Whether something large was among it. Nothing of what was taken is held here afterwards.
    private bool TakeWaiting()
    {
        var isLarge = false;
        while (_received.Reader.TryRead(out var received))
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            if (received.Places is { } places) Take(places);
            if (received.Publication is { } publication && Take(publication) is { } taken) _disk.Save(taken);
            if (received.Publication is ConfigurationPublication) _heard.TrySetResult();
            isLarge |= GC.GetAllocatedBytesForCurrentThread() - before > Large;
        }

        return isLarge;
    }

    // What reading and compiling left behind goes back to the system, once and here: the loops that answer leave nothing to
    // collect, so it would stay for ever.
    private static void Tidy() => GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);

    // In small steps, so that a clock set forward is noticed.
    private TimeSpan UntilDrillEnds()
    {
        if (current.Value?.ChangesAt is not { } end) return Timeout.InfiniteTimeSpan;
        var left = end - time.GetUtcNow();
        return left <= TimeSpan.Zero ? TimeSpan.Zero : left < DrillStep ? left : DrillStep;
    }

    // What is to be saved; null: it was refused.
    private Publication? Take(Publication publication)
    {
        if (FindNewer(publication) is { } held)
        {
            EdgeLog.PublicationOlder(logger, publication.Term, publication.Order, held.Term, held.Order);
            metrics.CountRefused();
            return null;
        }

        try
        {
            Publication? taken = publication switch
            {
                ConfigurationPublication configuration => Take(configuration),
                HealthPublication health => Take(health),
                AliasPublication aliases => Take(aliases),
                CookieSecretPublication secrets => Take(secrets),
                _ => null,
            };
            if (taken is not null) _fences[publication.GetType()] = Fence.At(publication);
            return taken;
        }
        catch (Exception failure)
        {
            // Whatever a publication does to the compiler, what is answered now stays.
            EdgeLog.PublicationRefused(logger, publication.Order, failure.Message);
            metrics.CountRefused();
            return null;
        }
    }

    // What keeps a publication out: a newer one of its kind, or, because a term is over for all kinds at once, one of a later
    // term of the same system.
    private Fence? FindNewer(Publication publication)
    {
        var own = FenceOf(publication.GetType());
        if (!own.Lets(publication)) return own;
        foreach (var other in _fences.Values)
            if (publication.System == other.System && publication.Term < other.Term) return other;
        return null;
    }

    private Fence FenceOf(Type kind) => _fences.GetValueOrDefault(kind);

    private ConfigurationPublication Take(ConfigurationPublication publication)
    {
        var before = FenceOf(typeof(ConfigurationPublication)).System;
        var now = time.GetUtcNow();

        // Long after every drill: whether one is under way was judged when the version was made, and clocks differ.
        var problems = ConfigurationValidation.Check(publication.Document, DateTimeOffset.MaxValue);
        if (!problems.IsEmpty) throw new InvalidDataException($"it is not valid: {problems[0]}{(problems.Length > 1 ? $", and {problems.Length - 1} more" : "")}");
        var health = publication.System == FenceOf(typeof(HealthPublication)).System ? _health : HealthTable.Empty;
        var aliases = publication.System == FenceOf(typeof(AliasPublication)).System ? _aliases : AliasTable.Empty;
        var next = Snapshot.Compile(publication.Document, publication.Version, health, now, _database).With(aliases);
        var isOtherSystem = publication.System != before;
        if (!isOtherSystem && SnapshotGuard.Check(current.Value, next) is { } refusal) throw new InvalidDataException(refusal);
        if (isOtherSystem && current.Value is not null) EdgeLog.OtherSystem(logger, before, publication.System);
        current.Value = isOtherSystem ? next : next.After(current.Value);
        (_health, _aliases) = (health, aliases);
        _configured.TrySetResult();
        metrics.Took(publication.Version);
        EdgeLog.ConfigurationTaken(logger, publication.Version, next.NameCount, next.Endpoints.Count);
        return publication;
    }

    private HealthPublication Take(HealthPublication publication)
    {
        RefuseOtherSystem(publication, "the health");
        _health = publication.Table;
        if (current.Value is { } snapshot) current.Value = snapshot.With(_health, time.GetUtcNow());
        return publication;
    }

    private AliasPublication Take(AliasPublication publication)
    {
        RefuseOtherSystem(publication, "the aliases");
        if (current.Value is { } snapshot)
        {
            var isSameSystem = publication.System == FenceOf(typeof(AliasPublication)).System;
            var targets = snapshot.FlattenedNames.Select(name => name.Target).ToHashSet();
            if (isSameSystem) publication = publication with { Table = publication.Table.Over(_aliases, targets) };
            current.Value = snapshot.With(publication.Table);
        }

        _aliases = publication.Table;
        EdgeLog.AliasesTaken(logger, _aliases.Known.Select(each => each.Target).Distinct().Count());
        return publication;
    }

    private CookieSecretPublication Take(CookieSecretPublication publication)
    {
        RefuseOtherSystem(publication, "the cookie secrets");
        options.Responder.Cookies.Replace(publication.Current.Span, (publication.Other ?? default).Span);
        EdgeLog.CookieSecretsTaken(logger);
        return publication;
    }

    // A Control gives its configuration first, so this is what a refused one, or a broken-off save, left behind.
    private void RefuseOtherSystem(Publication publication, string what)
    {
        if (current.Value is not null && publication.System != FenceOf(typeof(ConfigurationPublication)).System)
            throw new InvalidDataException($"it is {what} of another system than the configuration that is answered from");
    }

    private void Take(PrefixTable<Place> places)
    {
        _database = places;
        if (current.Value is { } snapshot) current.Value = snapshot.With(places);
    }

    private readonly record struct Received(Publication? Publication, PrefixTable<Place>? Places);
}
