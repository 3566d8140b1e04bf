using System.Collections.Frozen;
using System.Threading.Channels;
using GlobalLb.Control.Publishing;
using GlobalLb.Steering.Configuration;
using GlobalLb.Steering.Health;
using GlobalLb.Store.Health;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace GlobalLb.Control.Judging;

/// <summary>
/// The single reader of outcomes. Folds them, most change nothing; what changes becomes a transition at once and a health
/// table at most once per second.
/// </summary>
internal sealed class HealthTracker(Publisher publisher, HistoryWriter history, TimeProvider time, ILogger<HealthTracker> logger) : BackgroundService
{
    private static readonly TimeSpan Pace = TimeSpan.FromSeconds(1);

    private readonly Channel<Action> _heard = Channel.CreateBounded<Action>(new BoundedChannelOptions(10_000) { SingleReader = true });
    private readonly Dictionary<EndpointCode, Tracked> _tracked = [];
    private HealthTable _published = HealthTable.Empty;
    private long _version, _publishedAt;
    private bool _isDirty;

    /// <summary>Takes one outcome; waits when judging cannot keep up, so that probing slows down instead of memory growing.</summary>
    public ValueTask HearAsync(Outcome outcome, CancellationToken cancellation) => _heard.Writer.WriteAsync(() => Fold(outcome), cancellation);

    /// <summary>Follows a configuration: new endpoints begin Unknown, changed addresses too, removed ones are forgotten.</summary>
    public ValueTask FollowAsync(long version, ConfigurationDocument document, CancellationToken cancellation) =>
        _heard.Writer.WriteAsync(() => Follow(version, document), cancellation);

    /// <summary>Begins a term from what was believed before, and publishes it: nothing is withdrawn or raised by a restart.</summary>
    public ValueTask BeginAsync(IReadOnlyDictionary<EndpointCode, EndpointHealth> believed, CancellationToken cancellation) =>
        _heard.Writer.WriteAsync(() => Begin(believed), cancellation);

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                var more = _heard.Reader.WaitToReadAsync(stoppingToken).AsTask();
                if (_isDirty) await Task.WhenAny(more, Task.Delay(UntilNextTable(), time, stoppingToken));
                else await more;
                while (_heard.Reader.TryRead(out var step)) step();
                if (_isDirty && UntilNextTable() == TimeSpan.Zero) Publish();
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception failure)
            {
                // Judging must outlive any single outcome.
                ControlLog.JudgingFailed(logger, failure);
            }
        }
    }

    private TimeSpan UntilNextTable()
    {
        var left = Pace - time.GetElapsedTime(_publishedAt);
        return left > TimeSpan.Zero ? left : TimeSpan.Zero;
    }

    private void Begin(IReadOnlyDictionary<EndpointCode, EndpointHealth> believed)
    {
        foreach (var (code, tracked) in _tracked)
        {
            if (!believed.TryGetValue(code, out var health)) continue;
            tracked.Health = health;
            tracked.Fold = HealthFold.From(health.Health);
        }

        _published = Table();
        publisher.Publish(_published);
    }

    private void Follow(long version, ConfigurationDocument document)
    {
        _version = version;
        var before = _tracked.ToDictionary();
        _tracked.Clear();
        foreach (var pool in document.Pools.Where(pool => pool.Probe is not null))
        {
            foreach (var endpoint in pool.Endpoints)
            {
                var tracked = before.TryGetValue(endpoint.Code, out var known) && known.IsSameAs(endpoint)
                    ? known
                    : new Tracked { Pool = pool, Endpoint = endpoint, Health = new EndpointHealth(HealthState.Unknown, time.GetUtcNow(), "not probed yet") };
                tracked.Pool = pool;
                tracked.Endpoint = endpoint;
                _tracked[endpoint.Code] = tracked;
            }
        }

        _isDirty = true;
    }

    private void Fold(in Outcome outcome)
    {
        // A probe that was under way when its endpoint was removed.
        if (!_tracked.TryGetValue(outcome.Endpoint, out var tracked)) return;
        history.Count(outcome);
        var before = tracked.Fold.Health;
        tracked.Fold = tracked.Fold.With(outcome.Passed, tracked.Probe.Rise, tracked.Probe.Fall);
        if (tracked.Fold.Health == before) return;

        tracked.Health = new EndpointHealth(tracked.Fold.Health, outcome.At, outcome.Reason);
        ControlLog.HealthChanged(logger, outcome.Endpoint, before, tracked.Fold.Health, outcome.Reason);
        history.Add(new Transition(
            0, outcome.At, outcome.Endpoint, tracked.Pool.Code, tracked.Pool.Region, before, tracked.Fold.Health, outcome.Reason, outcome.Vantage, _version));
        _isDirty = true;
    }

    private void Publish()
    {
        var next = FlipGuard.Judge(_published, Table());
        if (next.Held is { } reason && _published.Held is null) ControlLog.TableHeld(logger, reason);
        if (next.Held is null && _published.Held is not null) ControlLog.TableReleased(logger);
        _published = next;
        _publishedAt = time.GetTimestamp();
        _isDirty = false;
        publisher.Publish(next);
        history.Report(next.Held);
    }

    private HealthTable Table() => new() { Endpoints = _tracked.ToFrozenDictionary(pair => pair.Key, pair => pair.Value.Health) };
}
