using System.Collections.Frozen;
using GlobalLb.Control.Alerting;
using GlobalLb.Control.Publishing;
using GlobalLb.Steering.Configuration;
using GlobalLb.Steering.Health;
using GlobalLb.Store.Configurations;
using GlobalLb.Store.Health;
using Microsoft.Extensions.Logging;

namespace GlobalLb.Control.Judging;

/// <summary>
/// Folds outcomes to views, views to verdicts, and verdicts to the table that is published; what changes in it becomes a transition.
/// No time but the monotonic one decides anything. For one caller at a time.
/// </summary>
internal sealed class Judge(Publisher publisher, HistoryWriter history, Lookout lookout, ControlOptions options, ControlMetrics metrics, TimeProvider time, ILogger<Judge> logger)
{
    private static readonly TimeSpan Look = TimeSpan.FromSeconds(1);

    private readonly Tracking _tracking = new(options.Vantage);
    private readonly VantageWords _words = new(logger);
    private readonly Withdrawing _withdrawing = new();
    private readonly RegionalViews _regional = new();
    private readonly PublicationPace _pace = new(time);
    private readonly long _begun = time.GetTimestamp();
    private HealthTable? _published;
    private string? _held;
    private string? _heldBefore;
    private string? _silence;
    private long _version;
    private TimeSpan _lookedAt;
    private DateTimeOffset? _heardAt;
    private bool _isDirty, _isUrgent;

    /// <summary>How long until <see cref="Publish"/> is due; infinite when there is nothing new.</summary>
    public TimeSpan UntilPublication => _isDirty ? _pace.Until(_tracking.All.Count, _isUrgent) : Timeout.InfiniteTimeSpan;

    /// <summary>How long until <see cref="LookAround"/> is due; infinite when nothing is probed.</summary>
    public TimeSpan UntilLook => _tracking.All.Count == 0 ? Timeout.InfiniteTimeSpan : Now - _lookedAt < Look ? Look - (Now - _lookedAt) : TimeSpan.Zero;

    private TimeSpan Now => time.GetElapsedTime(_begun);

    /// <summary>
    /// Begins to lead with what was believed before: configuration and health are published together, so that nothing is
    /// withdrawn or raised by a restart.
    /// </summary>
    public void Lead(Guid system, long term, ConfigurationVersion configuration, HealthView believed)
    {
        Forget();
        Track(configuration);
        foreach (var (code, tracked) in _tracking.All)
            if (believed.Endpoints.TryGetValue(code, out var belief)) tracked.Believe(new EndpointHealth(belief.Health, belief.Since, belief.Reason), NearOf(believed, code), Now);
        _regional.Believe(believed.Regional);
        if (believed.Held is { } held && FreezeGuard.IsFreeze(held))
            _withdrawing.Freeze = FreezeGuard.Restored(FirstOf(held), _tracking.All.Where(pair => pair.Value.Published.Health == HealthState.Up).Select(pair => pair.Key));

        // Held, and nothing of it up: such a table is nowhere but in the edges, where it stays until there is a better one.
        _heldBefore = believed.Held is not null && !_tracking.All.Values.Any(tracked => tracked.Published.Health == HealthState.Up) ? believed.Held : null;
        _words.Judge(_tracking.All.Values, _tracking.Document, Now);
        _published = _heldBefore is null ? Compose() : null;
        _held = _published?.Held ?? _heldBefore;
        _isDirty = _heldBefore is not null;
        _pace.Spend(_tracking.All.Count);
        history.Report(_held);
        publisher.Lead(system, term, configuration.Version, configuration.Document, _published);
        history.Lead(_published);
        See(_published ?? new HealthTable { Endpoints = Table(), Held = _heldBefore });
    }

    /// <summary>Follows and publishes a newer configuration: new endpoints begin Unknown, changed addresses too, removed ones are forgotten.</summary>
    public void Follow(ConfigurationVersion configuration)
    {
        var confirmed = _tracking.Document.Safety.FreezeConfirmedAt;
        Track(configuration);
        if (_tracking.Document.Safety.FreezeConfirmedAt != confirmed && _withdrawing.Freeze.Reason is not null)
        {
            _withdrawing.Freeze = FreezeGuard.Confirmed(Now);
            ControlLog.FreezeConfirmed(logger, configuration.Author);
        }

        publisher.Publish(configuration.Version, configuration.Document);
        LookAround();
        (_isDirty, _isUrgent) = (true, true);
    }

    /// <summary>Leads no longer: forgets everything and publishes nothing.</summary>
    public void StepDown()
    {
        Forget();
        _isDirty = false;
        publisher.StepDown();
        lookout.See(null);
    }

    /// <summary>Folds one outcome.</summary>
    /// <param name="endpoint">The endpoint as it was probed: an outcome says nothing about an address it was given meanwhile.</param>
    /// <param name="outcome">What was found.</param>
    public void Fold(Endpoint endpoint, in Outcome outcome)
    {
        // A probe that was under way when its endpoint was removed or moved.
        if (!_tracking.All.TryGetValue(outcome.Endpoint, out var tracked) || !tracked.IsSameAs(endpoint)) return;
        history.Count(outcome, _version);
        _heardAt = time.GetUtcNow();
        var isNewWord = _words.Hear(outcome);
        if (!tracked.Hear(outcome, Now) && !isNewWord) return;
        if (isNewWord) LookAround();
        JudgeOne(tracked);
        _isDirty = true;
    }

    /// <summary>Folds what comes from far away; what is late goes to history, and judges nothing.</summary>
    /// <returns>False, and nothing is folded: this Control does not lead.</returns>
    public bool TryFold(IReadOnlyList<HeardOutcome> outcomes)
    {
        if (!publisher.IsLeading) return false;
        foreach (var (endpoint, outcome, isLate) in outcomes)
        {
            if (!isLate)
            {
                Fold(endpoint, outcome);
            }
            else if (_tracking.All.TryGetValue(outcome.Endpoint, out var tracked) && tracked.IsSameAs(endpoint))
            {
                history.Count(outcome, _version, isLate: true);
                tracked.Interrupt(outcome);
            }
        }

        return true;
    }

    /// <summary>Looks for what time alone has changed: who reports no longer, whose word counts, what may go or return now.</summary>
    public void LookAround()
    {
        _lookedAt = Now;
        _isDirty |= _words.Judge(_tracking.All.Values, _tracking.Document, Now);
        foreach (var tracked in _tracking.All.Values) _isDirty |= JudgeOne(tracked);
        _isDirty |= _withdrawing.IsPending || _regional.IsPending || Silence() != _silence;
    }

    /// <summary>Publishes what is believed, or what was published last where that is the better guess; nothing when nothing is new.</summary>
    public void Publish()
    {
        // Whose word counts is asked with all that was heard by now; what time alone changes, the look of every second finds.
        if (UntilLook == TimeSpan.Zero || _words.Judge(_tracking.All.Values, _tracking.Document, Now)) LookAround();
        (_isDirty, _isUrgent) = (false, false);
        var next = Compose();
        if (next.Held is { } reason && (_held is null || (FreezeGuard.IsFreeze(reason) && !FreezeGuard.IsFreeze(_held)))) ControlLog.TableHeld(logger, reason);
        if (next.Held is null && _held is not null) ControlLog.TableReleased(logger);
        _held = next.Held;
        See(next);
        if (_heldBefore is not null || IsSame(_published, next)) return;
        history.Report(next.Held);
        _pace.Spend(_tracking.All.Count);
        _published = next;
        var publication = publisher.Publish(next);
        if (history.Publish(next) is { } at && publication is not null) publisher.Edges.Expect(publication, at);
    }

    private static bool IsSame(HealthTable? last, HealthTable next) =>
        last is not null && last.Held == next.Held && RegionalViews.AreSame(last.Regional, next.Regional) && last.Endpoints.Count == next.Endpoints.Count
        && next.Endpoints.All(pair => last.Endpoints.TryGetValue(pair.Key, out var known) && known == pair.Value);

    // Whether the verdict is another.
    private bool JudgeOne(Tracked tracked)
    {
        if (!tracked.Judge(_words.Ignored, Now)) return false;
        _isUrgent |= tracked.HasTurned;
        return true;
    }

    private HealthTable Compose()
    {
        var wall = time.GetUtcNow();
        var held = _withdrawing.Judge(_tracking.All, _tracking.Dependencies, _tracking.Document.Safety, _tracking.Expected(wall), Now, wall, Set);
        var regional = _regional.Judge(_tracking.All, new NearScene(_tracking.Dependencies, _tracking.Document.Safety, _withdrawing.Freeze.Reason is not null, Now, wall), held, Tell);
        held.AddRange(_words.Held(_tracking.All.Values));
        if ((_silence = Silence()) is { } silence) held.Add(silence);
        if (_heldBefore is not null && _tracking.All.Values.Any(tracked => tracked.Published.Health == HealthState.Up)) _heldBefore = null;
        if (_heldBefore is { } before && held.Count == 0) held.Add(before);
        metrics.Frozen = _withdrawing.Freeze.Reason is not null;
        metrics.Held = held.Count > 0;
        return new HealthTable
        {
            Endpoints = Table(),
            Held = HeldReason.Join(held),
            Regional = regional,
        };
    }

    private FrozenDictionary<EndpointCode, EndpointHealth> Table() => _tracking.All.ToFrozenDictionary(pair => pair.Key, pair => pair.Value.Published);

    private void See(HealthTable table) =>
        lookout.See(new Showing(_words, _tracking).Of(_version, table, _withdrawing.Freeze.Reason, _silence, _heardAt is not null, Now));

    private string? Silence() => _heardAt is { } heard && _tracking.All.Count > 0 && !_tracking.All.Values.Any(tracked => tracked.IsReported(Now))
        ? $"no vantage has reported since {heard:u}: what was known then is held"
        : null;

    private void Set(Tracked tracked, EndpointHealth next)
    {
        if (next.Health != tracked.Published.Health) Add(tracked, next);
        tracked.Published = next;
    }

    private void Track(ConfigurationVersion configuration)
    {
        _version = configuration.Version;
        _tracking.Follow(configuration.Document, Now, time.GetUtcNow(), Forget);
    }

    private void Forget()
    {
        _tracking.Clear();
        _words.Clear();
        _withdrawing.Clear();
        _regional.Clear();
        (_published, _held, _heldBefore, _heardAt, _silence) = (null, null, null, null, null);
    }

    // Said in history, or what was last found there would be believed for ever.
    private void Forget(Tracked known, EndpointHealth after)
    {
        if (known.Published.Health != HealthState.Unknown) Add(known, after);
    }

    private void Add(Tracked tracked, in EndpointHealth after)
    {
        ControlLog.HealthChanged(logger, tracked.Endpoint.Code, tracked.Published.Health, after.Health, after.Reason);
        Vote[] votes = [.. tracked.Votes(_words.Ignored, Now)];
        var transition = new Transition(
            0, after.Since, tracked.Endpoint.Code, tracked.Pool.Code, tracked.Pool.Region, tracked.Published.Health, after.Health, after.Reason, tracked.LastVantage ?? options.Vantage, _version,
            tracked.LastProbe, votes);
        history.Add(transition, votes.Where(vote => vote is { Ignored: null, Health: HealthState.Down } && tracked.Rule.Probes.Any(probe => probe.Name == vote.Probe && probe.Role != ProbeRole.Observe)));
    }

    private void Tell(RegionCode near, EndpointCode endpoint, EndpointHealth after)
    {
        if (after.Health == HealthState.Down) ControlLog.DownNearby(logger, endpoint, near, after.Reason);
        else ControlLog.AsForAll(logger, endpoint, near, after.Reason);
        history.Add(new RegionalChange(after.Since, near, endpoint, after, _version));
    }

    private static Dictionary<RegionCode, EndpointHealth> NearOf(HealthView believed, EndpointCode endpoint) => believed.Regional
        .Where(view => view.Down.ContainsKey(endpoint)).ToDictionary(view => view.Region, view => view.Down[endpoint]);

    // A freeze is said first, and what else was said at the time was of that time.
    private static string FirstOf(string held) => held.Split("; ", 2)[0];
}
