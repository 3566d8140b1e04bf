using GlobalLb.Steering.Configuration;
using GlobalLb.Steering.Health;
using GlobalLb.Store.Health;

namespace GlobalLb.Control.Judging;

/// <summary>What happened since somebody last took it away: outcomes as they are and by the minute, transitions, publications.</summary>
internal sealed class HistoryGathering(ControlMetrics metrics, TimeProvider time)
{
    private const int MostAtOnce = 5_000;

    private readonly Lock _gate = new();
    private readonly Dictionary<(EndpointCode Endpoint, string Probe, string Vantage), LatencyMinute> _minutes = [];
    private readonly Dictionary<EndpointCode, Dictionary<(string Probe, string Vantage), DateTimeOffset>> _failingSince = [];

    // Since when what fell last had failed, as its transition says; null: that is not known.
    private readonly Dictionary<EndpointCode, DateTimeOffset?> _fell = [];
    private readonly List<Transition> _transitions = [];
    private readonly List<ProbeRollUp> _rollUps = [];
    private readonly List<StoredOutcome> _outcomes = [];
    private readonly List<PublishedChange> _published = [];
    private readonly List<HoldChange> _holds = [];
    private readonly List<RegionalChange> _regional = [];
    private readonly List<PublicationConfirmation> _confirmations = [];
    private HealthTable _table = HealthTable.Empty;
    private HistoryReport? _report;
    private string? _held;
    private bool _isHoldKnown;

    /// <summary>Takes one outcome; true when there is enough for a batch.</summary>
    public bool Count(in Outcome outcome, long version, bool isLate = false)
    {
        lock (_gate)
        {
            var (probe, minute) = (outcome.Probe, LatencyMinute.MinuteOf(outcome.At));
            var key = (outcome.Endpoint, probe, outcome.Vantage);
            if (!_minutes.TryGetValue(key, out var counted) || counted.Minute != minute)
            {
                if (counted is not null) _rollUps.Add(counted.ToRollUp());
                _minutes[key] = counted = new LatencyMinute(minute, outcome.Endpoint, probe, outcome.Vantage);
            }

            counted.Count(outcome, version);
            if (!isLate) Remember(outcome, probe);
            _outcomes.Add(new StoredOutcome(
                outcome.At, outcome.Endpoint, probe, outcome.Vantage, outcome.Passed, outcome.Reason, (float)outcome.Latency.TotalMilliseconds, outcome.Warning, version));
            return _outcomes.Count >= MostAtOnce;
        }
    }

    /// <summary>Takes a change of health.</summary>
    /// <param name="transition">What changed.</param>
    /// <param name="deciding">The votes that brought a fall about: since when others fail has nothing to do with it.</param>
    public void Add(Transition transition, IEnumerable<Vote> deciding)
    {
        lock (_gate)
        {
            var since = transition.To == HealthState.Down ? FailingSince(transition.Endpoint, deciding) : null;
            _transitions.Add(transition with { FailingSince = since });
            _fell[transition.Endpoint] = since;
            if (transition.To != HealthState.Unknown) return;
            _failingSince.Remove(transition.Endpoint);
            _fell.Remove(transition.Endpoint);
        }
    }

    /// <summary>Takes a change of what vantages near some clients find.</summary>
    public void Add(RegionalChange change)
    {
        lock (_gate) _regional.Add(change);
    }

    /// <summary>Takes how a publication reached the edges.</summary>
    public void Add(PublicationConfirmation confirmation)
    {
        lock (_gate) _confirmations.Add(confirmation);
    }

    /// <summary>Begins to lead: what others published meanwhile is not known here.</summary>
    /// <param name="published">What is published first; null: what edges hold already.</param>
    public void Lead(HealthTable? published)
    {
        lock (_gate)
        {
            (_table, _isHoldKnown) = (HealthTable.Empty, false);

            // What failed when this Control led before may have passed for others since.
            _failingSince.Clear();
            _fell.Clear();
        }

        if (published is not null) Publish(published);
    }

    /// <summary>Takes what is published from now on; what changed is history.</summary>
    /// <returns>When it was published, as history has it; null: the health of none became another.</returns>
    public DateTimeOffset? Publish(HealthTable published)
    {
        lock (_gate)
        {
            var now = time.GetUtcNow();
            var isChange = false;
            foreach (var (endpoint, health) in published.Endpoints)
            {
                if (_table.Endpoints.TryGetValue(endpoint, out var was) && was == health) continue;
                _published.Add(new PublishedChange(now, endpoint, health));
                isChange |= was.Health != health.Health;
                // What was down before this Control began is no failover of now.
                if (was.Health == HealthState.Up && health.Health == HealthState.Down && _fell.GetValueOrDefault(endpoint) is { } since && now >= since) metrics.RecordFailover(now - since);
            }

            foreach (var gone in _table.Endpoints.Keys.Where(endpoint => !published.Endpoints.ContainsKey(endpoint)))
                _published.Add(new PublishedChange(now, gone, new EndpointHealth(HealthState.Unknown, now, "it is probed no more")));
            _table = published;
            return isChange ? now : null;
        }
    }

    /// <summary>Takes that the table was published or held.</summary>
    public void Report(string? held)
    {
        lock (_gate)
        {
            if (!_isHoldKnown || held != _held) _holds.Add(new HoldChange(time.GetUtcNow(), held));
            (_held, _isHoldKnown, _report) = (held, true, new HistoryReport(held));
        }
    }

    /// <summary>The newest report that nobody forgot yet.</summary>
    public HistoryReport? Report()
    {
        lock (_gate) return _report;
    }

    /// <summary>Forgets a report, unless there is a newer one.</summary>
    public void Forget(HistoryReport report)
    {
        lock (_gate)
            if (ReferenceEquals(_report, report)) _report = null;
    }

    /// <summary>Takes all away in batches: what is kept and raw outcomes apart.</summary>
    /// <param name="isAll">Also the minutes that are not over.</param>
    public IReadOnlyList<HistoryBatch> Take(bool isAll)
    {
        lock (_gate)
        {
            CloseMinutes(isAll);
            List<HistoryBatch> batches = [];
            var most = new[] { _transitions.Count, _rollUps.Count, _published.Count, _holds.Count, _regional.Count, _confirmations.Count }.Max();
            for (var at = 0; at < most; at += MostAtOnce)
            {
                batches.Add(new HistoryBatch(Guid.NewGuid())
                {
                    Transitions = Part(_transitions, at),
                    RollUps = Part(_rollUps, at),
                    Published = Part(_published, at),
                    Holds = Part(_holds, at),
                    Regional = Part(_regional, at),
                    Confirmations = Part(_confirmations, at),
                });
            }

            for (var at = 0; at < _outcomes.Count; at += MostAtOnce) batches.Add(new HistoryBatch(Guid.NewGuid()) { Outcomes = Part(_outcomes, at) });
            _transitions.Clear();
            _rollUps.Clear();
            _published.Clear();
            _holds.Clear();
            _regional.Clear();
            _confirmations.Clear();
            _outcomes.Clear();
            return batches;
        }
    }

    private static List<TRow> Part<TRow>(List<TRow> rows, int at) => at >= rows.Count ? [] : rows.GetRange(at, Math.Min(MostAtOnce, rows.Count - at));

    private DateTimeOffset? FailingSince(EndpointCode endpoint, IEnumerable<Vote> deciding)
    {
        DateTimeOffset? first = null;
        if (!_failingSince.TryGetValue(endpoint, out var failing)) return first;
        foreach (var vote in deciding)
            if (failing.TryGetValue((vote.Probe, vote.Vantage), out var since) && !(first <= since)) first = since;
        return first;
    }

    private void Remember(in Outcome outcome, string probe)
    {
        if (outcome.Passed)
        {
            if (_failingSince.TryGetValue(outcome.Endpoint, out var well)) well.Remove((probe, outcome.Vantage));
            return;
        }

        if (!_failingSince.TryGetValue(outcome.Endpoint, out var failing)) _failingSince[outcome.Endpoint] = failing = [];
        failing.TryAdd((probe, outcome.Vantage), outcome.At);
    }

    private void CloseMinutes(bool isAll)
    {
        var now = LatencyMinute.MinuteOf(time.GetUtcNow());
        foreach (var (key, counted) in _minutes.Where(pair => isAll || pair.Value.Minute < now).ToList())
        {
            _rollUps.Add(counted.ToRollUp());
            _minutes.Remove(key);
        }
    }
}
