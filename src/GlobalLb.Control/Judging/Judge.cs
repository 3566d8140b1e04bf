using System.Collections.Frozen;
using GlobalLb.Control.Publishing;
using GlobalLb.Steering.Configuration;
using GlobalLb.Steering.Health;
using GlobalLb.Store.Configurations;
using GlobalLb.Store.Health;
using Microsoft.Extensions.Logging;

namespace GlobalLb.Control.Judging;

/// <summary>
/// Folds outcomes to beliefs, and beliefs to the table that is published: what changes becomes a transition at once and a
/// table at most once per second. For one caller at a time.
/// </summary>
internal sealed class Judge(Publisher publisher, HistoryWriter history, ControlOptions options, TimeProvider time, ILogger<Judge> logger)
{
    private static readonly TimeSpan Pace = TimeSpan.FromSeconds(1);

    private readonly Dictionary<EndpointCode, Tracked> _tracked = [];
    private HealthTable? _published;
    private string? _held;
    private long _version;
    private long? _publishedAt;
    private bool _isDirty;

    /// <summary>How long until <see cref="Publish"/> is due; infinite when there is nothing new.</summary>
    public TimeSpan UntilPublication
    {
        get
        {
            if (!_isDirty) return Timeout.InfiniteTimeSpan;
            if (_publishedAt is not { } at) return TimeSpan.Zero;
            var left = Pace - time.GetElapsedTime(at);
            return left > TimeSpan.Zero ? left : TimeSpan.Zero;
        }
    }

    /// <summary>
    /// Begins to lead with what was believed before: configuration and health are published together, so that nothing is
    /// withdrawn or raised by a restart.
    /// </summary>
    public void Lead(Guid system, long term, ConfigurationVersion configuration, HealthView believed)
    {
        _tracked.Clear();
        Track(configuration);
        foreach (var (code, tracked) in _tracked)
            if (believed.Endpoints.TryGetValue(code, out var belief)) tracked.Believe(new EndpointHealth(belief.Health, belief.Since, belief.Reason));

        // The table that was held is nowhere but in the edges, where it stays until there is a better one.
        var isHeld = believed.Held is not null;
        _published = isHeld ? null : Table();
        _publishedAt = time.GetTimestamp();
        _held = null;
        _isDirty = isHeld;
        publisher.Lead(system, term, configuration.Version, configuration.Document, _published);
        history.Lead(_published);
    }

    /// <summary>Follows and publishes a newer configuration: new endpoints begin Unknown, changed addresses too, removed ones are forgotten.</summary>
    public void Follow(ConfigurationVersion configuration)
    {
        Track(configuration);
        publisher.Publish(configuration.Version, configuration.Document);
        _isDirty = true;
    }

    /// <summary>Leads no longer: forgets everything and publishes nothing.</summary>
    public void StepDown()
    {
        _tracked.Clear();
        _isDirty = false;
        publisher.StepDown();
    }

    /// <summary>Folds one outcome.</summary>
    /// <param name="endpoint">The endpoint as it was probed: an outcome says nothing about an address it was given meanwhile.</param>
    /// <param name="outcome">What was found.</param>
    public void Fold(Endpoint endpoint, in Outcome outcome)
    {
        // A probe that was under way when its endpoint was removed or moved.
        if (!_tracked.TryGetValue(outcome.Endpoint, out var tracked) || !tracked.IsSameAs(endpoint)) return;
        history.Count(outcome, _version);
        var fold = tracked.Fold.With(outcome.Passed, tracked.Probe.Rise, tracked.Probe.Fall);
        if (fold.Health != tracked.Fold.Health)
        {
            Add(tracked, outcome.At, fold.Health, outcome.Reason, outcome.Vantage);
            tracked.Health = new EndpointHealth(fold.Health, outcome.At, outcome.Reason);
            _isDirty = true;
        }

        tracked.Fold = fold;
    }

    /// <summary>Publishes what is believed, or what was published last when that is the better guess.</summary>
    public void Publish()
    {
        var next = FlipGuard.Judge(_published ?? HealthTable.Empty, Table());
        if (next.Held is { } reason && _held is null) ControlLog.TableHeld(logger, reason);
        if (next.Held is null && _held is not null) ControlLog.TableReleased(logger);
        _held = next.Held;
        _publishedAt = time.GetTimestamp();
        _isDirty = false;
        history.Report(next.Held);
        if (_published is null && next.Held is not null) return;
        _published = next;
        publisher.Publish(next);
        history.Publish(next);
    }

    private void Track(ConfigurationVersion configuration)
    {
        _version = configuration.Version;
        var before = _tracked.ToDictionary();
        _tracked.Clear();
        foreach (var pool in configuration.Document.Pools.Where(pool => pool.Probe is not null))
        {
            foreach (var endpoint in pool.Endpoints)
            {
                var isKnown = before.Remove(endpoint.Code, out var known);
                if (isKnown && known!.IsSameAs(endpoint))
                {
                    known.Follow(pool, endpoint);
                    _tracked[endpoint.Code] = known;
                    continue;
                }

                if (isKnown) Forget(known!, "its address or port changed");
                _tracked[endpoint.Code] = new Tracked(pool, endpoint, new EndpointHealth(HealthState.Unknown, time.GetUtcNow(), "not probed yet"));
            }
        }

        foreach (var gone in before.Values) Forget(gone, "it is probed no more");
    }

    // Said in history, or what was last found there would be believed for ever.
    private void Forget(Tracked known, string reason)
    {
        if (known.Health.Health != HealthState.Unknown) Add(known, time.GetUtcNow(), HealthState.Unknown, reason, options.Vantage);
    }

    private void Add(Tracked tracked, DateTimeOffset at, HealthState after, string reason, string vantage)
    {
        ControlLog.HealthChanged(logger, tracked.Endpoint.Code, tracked.Health.Health, after, reason);
        history.Add(new Transition(
            0, at, tracked.Endpoint.Code, tracked.Pool.Code, tracked.Pool.Region, tracked.Health.Health, after, reason, vantage, _version));
    }

    private HealthTable Table() => new() { Endpoints = _tracked.ToFrozenDictionary(pair => pair.Key, pair => pair.Value.Health) };
}
