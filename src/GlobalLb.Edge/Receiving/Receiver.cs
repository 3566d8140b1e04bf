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
/// and guarded before it is answered from, and saved after. Places come beside them, from files.
/// </summary>
public sealed class Receiver(IFeed feed, CurrentSnapshot current, EdgeOptions options, TimeProvider time, EdgeMetrics metrics, ILogger<Receiver> logger)
    : BackgroundService
{
    // Octets allocated to take one thing, from which on it is worth stopping the loops for it: a hundred times more
    // than a usual configuration needs.
    private const long Large = 64 << 20;

    private static readonly TimeSpan ChangeStep = TimeSpan.FromSeconds(1);

    private readonly FeedFollower _feed = new(feed, time, metrics, logger);
    private readonly Confirming _confirming = new(feed, options, time, metrics);
    private readonly LastKnownState _disk = new(options.StateFolder, logger);
    private readonly PlaceFollower? _places = options.PlaceFiles.IsEmpty ? null : new PlaceFollower(options.PlaceFiles, time, metrics, logger);
    private readonly Channel<Received> _received = Channel.CreateBounded<Received>(8);
    private readonly TaskCompletionSource _loaded = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _configured = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _heard = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Fences _fences = new();
    private HealthTable _health = HealthTable.Empty;
    private AliasTable _aliases = AliasTable.Empty;
    private PlaceTable? _database;

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
        var following = _feed.FollowAsync(publication => _received.Writer.WriteAsync(new Received(publication, null), stoppingToken), stoppingToken);
        await Task.WhenAll(following, FollowPlacesAsync(stoppingToken), TakeAllAsync(stoppingToken), _confirming.RunAsync(stoppingToken));
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

    private async Task TakeAllAsync(CancellationToken stop)
    {
        var next = _received.Reader.WaitToReadAsync(stop).AsTask();
        while (true)
        {
            await ((Task)next).WaitAsync(UntilSnapshotChanges(), time, CancellationToken.None).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (stop.IsCancellationRequested) return;
            if (current.Value is { } snapshot && snapshot.IsStale(time.GetUtcNow())) current.Value = snapshot.With(_health, time.GetUtcNow());
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

    // In small steps, so that a clock that is set is noticed.
    private TimeSpan UntilSnapshotChanges()
    {
        if (current.Value?.ChangesAt is not { } end) return Timeout.InfiniteTimeSpan;
        var left = end - time.GetUtcNow();
        return left <= TimeSpan.Zero ? TimeSpan.Zero : left < ChangeStep ? left : ChangeStep;
    }

    // What is to be saved; null: it was refused.
    private Publication? Take(Publication publication)
    {
        if (_fences.FindNewer(publication) is { } held)
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
            if (taken is not null)
            {
                _fences.Take(publication);
                _confirming.Took(publication, _fences);
            }

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

    private ConfigurationPublication Take(ConfigurationPublication publication)
    {
        var before = _fences.SystemOf<ConfigurationPublication>();
        var now = time.GetUtcNow();

        // Long after every drill: whether one is under way was judged when the version was made, and clocks differ.
        var problems = ConfigurationValidation.Check(publication.Document, DateTimeOffset.MaxValue);
        if (!problems.IsEmpty) throw new InvalidDataException($"it is not valid: {problems[0]}{(problems.Length > 1 ? $", and {problems.Length - 1} more" : "")}");
        var health = publication.System == _fences.SystemOf<HealthPublication>() ? _health : HealthTable.Empty;
        var aliases = publication.System == _fences.SystemOf<AliasPublication>() ? _aliases : AliasTable.Empty;
        var isOtherSystem = publication.System != before;
        var next = Snapshot.Compile(publication.Document, publication.Version, health, now, _database, isOtherSystem ? null : current.Value).With(aliases);
        if (!isOtherSystem && SnapshotGuard.Check(current.Value, next) is { } refusal) throw new InvalidDataException(refusal);
        if (isOtherSystem && current.Value is not null) EdgeLog.OtherSystem(logger, before, publication.System);
        current.Value = next;
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
            var isSameSystem = publication.System == _fences.SystemOf<AliasPublication>();
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
        if (current.Value is not null && publication.System != _fences.SystemOf<ConfigurationPublication>())
            throw new InvalidDataException($"it is {what} of another system than the configuration that is answered from");
    }

    private void Take(PlaceTable places)
    {
        _database = places;
        if (current.Value is { } snapshot) current.Value = snapshot.With(places);
    }

    private readonly record struct Received(Publication? Publication, PlaceTable? Places);
}
