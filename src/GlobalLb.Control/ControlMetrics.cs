using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using GlobalLb.Store.Alerts;

namespace GlobalLb.Control;

/// <summary>All that an operator can measure of a Control.</summary>
public sealed class ControlMetrics : IDisposable
{
    private readonly Meter _meter = new("GlobalLb.Control");
    private readonly Histogram<double> _failover, _confirmation;
    private readonly Counter<long> _workRuns, _workFailures;
    private readonly ConcurrentDictionary<string, long> _workDone = [];
    private readonly Counter<long> _vantageOutcomes, _lateOutcomes, _unaskedOutcomes, _refusedBatches;
    private int _joinedVantages;
    private long _unconfirmed;
    private int _connectedEdges;
    private long _failedLookUps;
    private int _targetsInTrouble;
    private long _droppedHistory, _historyWaiting;
    private long _sentAlerts, _failedAlerts, _droppedAlerts;
    private int _alertsWaiting, _receiversInTrouble;
    private bool _isHeld;
    private bool _isFrozen;

    /// <summary>Makes the instruments.</summary>
    public ControlMetrics()
    {
        _meter.CreateObservableCounter("globallb.control.aliases.failures", () => FailedLookUps, description: "Look-ups of targets of ALIAS records that no resolver could answer");
        _meter.CreateObservableGauge("globallb.control.aliases.troubled", () => TargetsInTrouble, description: "Targets of ALIAS records that fail or are denied now; what was good last is answered");
        _meter.CreateObservableCounter("globallb.control.history.dropped", () => Interlocked.Read(ref _droppedHistory), description: "Rows of history that were dropped: the database was away for too long, or refused them");
        _meter.CreateObservableGauge("globallb.control.history.waiting", () => HistoryWaiting, "By", "Octets of history that wait on disk for the database");
        _failover = _meter.CreateHistogram<double>("globallb.control.failover.duration", "s", "From the first failed probe of an endpoint until its fall was published");
        _vantageOutcomes = _meter.CreateCounter<long>("globallb.control.vantages.outcomes", description: "Outcomes that joined vantages sent and that were taken");
        _lateOutcomes = _meter.CreateCounter<long>("globallb.control.vantages.late", description: "Those of them that came too late to judge by, and went to history alone");
        _unaskedOutcomes = _meter.CreateCounter<long>("globallb.control.vantages.unasked", description: "Outcomes of what the vantage is not to probe by the newest configuration; they are left out");
        _refusedBatches = _meter.CreateCounter<long>("globallb.control.vantages.refused", description: "Batches of joined vantages that were refused");
        _meter.CreateObservableGauge("globallb.control.vantages.joined", () => JoinedVantages, description: "Vantages that are joined now");
        _confirmation = _meter.CreateHistogram<double>("globallb.control.confirmation.duration", "s", "From the publication of changed health until the last edge that confirmed it had taken it");
        _meter.CreateObservableCounter("globallb.control.confirmation.missing", () => Interlocked.Read(ref _unconfirmed), description: "Confirmations that did not come within 15 s: edges that were silent, or left");
        _meter.CreateObservableGauge("globallb.control.edges.connected", () => ConnectedEdges, description: "Edges with a name that follow this Control now");
        _meter.CreateObservableGauge("globallb.control.health.held", () => Held ? 1 : 0, description: "1 while findings about endpoints are held back, for whatever reason");
        _meter.CreateObservableGauge("globallb.control.health.frozen", () => Frozen ? 1 : 0, description: "1 while nothing is withdrawn because of health, until that is confirmed");
        _workRuns = _meter.CreateCounter<long>("globallb.control.work.runs", description: "Times that this Control did work that Controls share, by work");
        _workFailures = _meter.CreateCounter<long>("globallb.control.work.failures", description: "How many of these failed");
        _meter.CreateObservableGauge("globallb.control.work.last", LastWork, "s", "When this Control did work to its end last, in seconds since 1970, by work");
        _meter.CreateObservableCounter("globallb.control.alerts.sent", () => Interlocked.Read(ref _sentAlerts), description: "Messages that receivers of alerts took");
        _meter.CreateObservableCounter("globallb.control.alerts.failed", () => Interlocked.Read(ref _failedAlerts), description: "Messages that were given up: the receiver refused them, or was away for too long");
        _meter.CreateObservableCounter("globallb.control.alerts.dropped", () => Interlocked.Read(ref _droppedAlerts), description: "Messages that were dropped because too many waited");
        _meter.CreateObservableGauge("globallb.control.alerts.waiting", () => AlertsWaiting, description: "Messages that are on their way or tried again");
        _meter.CreateObservableGauge("globallb.control.alerts.troubled", () => ReceiversInTrouble, description: "Receivers that the last attempt did not reach");
    }

    internal int ConnectedEdges
    {
        get => Volatile.Read(ref _connectedEdges);
        set => Volatile.Write(ref _connectedEdges, value);
    }

    internal long FailedLookUps => Interlocked.Read(ref _failedLookUps);

    internal int TargetsInTrouble
    {
        get => Volatile.Read(ref _targetsInTrouble);
        set => Volatile.Write(ref _targetsInTrouble, value);
    }

    internal long DroppedHistory => Interlocked.Read(ref _droppedHistory);

    internal long HistoryWaiting
    {
        get => Interlocked.Read(ref _historyWaiting);
        set => Interlocked.Exchange(ref _historyWaiting, value);
    }

    internal bool Held
    {
        get => Volatile.Read(ref _isHeld);
        set => Volatile.Write(ref _isHeld, value);
    }

    internal bool Frozen
    {
        get => Volatile.Read(ref _isFrozen);
        set => Volatile.Write(ref _isFrozen, value);
    }

    internal int JoinedVantages
    {
        get => Volatile.Read(ref _joinedVantages);
        set => Volatile.Write(ref _joinedVantages, value);
    }

    internal int AlertsWaiting
    {
        get => Volatile.Read(ref _alertsWaiting);
        set => Volatile.Write(ref _alertsWaiting, value);
    }

    internal int ReceiversInTrouble
    {
        get => Volatile.Read(ref _receiversInTrouble);
        set => Volatile.Write(ref _receiversInTrouble, value);
    }

    internal long DroppedAlerts => Interlocked.Read(ref _droppedAlerts);

    /// <inheritdoc/>
    public void Dispose() => _meter.Dispose();

    internal void RecordFailover(TimeSpan duration) => _failover.Record(duration.TotalSeconds);

    internal void CountVantageOutcomes(int taken, int late, int unasked)
    {
        _vantageOutcomes.Add(taken);
        _lateOutcomes.Add(late);
        _unaskedOutcomes.Add(unasked);
    }

    internal void CountRefusedBatch() => _refusedBatches.Add(1);

    internal void RecordConfirmation(TimeSpan duration) => _confirmation.Record(duration.TotalSeconds);

    internal void CountUnconfirmed(int edges) => Interlocked.Add(ref _unconfirmed, edges);

    internal void CountDroppedHistory(long rows) => Interlocked.Add(ref _droppedHistory, rows);

    internal void CountWork(string work, bool isDone)
    {
        var tag = new KeyValuePair<string, object?>("work", work);
        _workRuns.Add(1, tag);
        if (isDone) _workDone[work] = TimeProvider.System.GetUtcNow().ToUnixTimeSeconds();
        else _workFailures.Add(1, tag);
    }

    internal void CountAlert(AlertFate fate) => Interlocked.Increment(ref fate == AlertFate.Delivered ? ref _sentAlerts : ref fate == AlertFate.Failed ? ref _failedAlerts : ref _droppedAlerts);

    internal void CountFailedLookUp() => Interlocked.Increment(ref _failedLookUps);

    private IEnumerable<Measurement<long>> LastWork() => _workDone.Select(done => new Measurement<long>(done.Value, new KeyValuePair<string, object?>("work", done.Key)));
}
