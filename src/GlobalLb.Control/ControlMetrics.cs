using System.Diagnostics.Metrics;
using GlobalLb.Store.Alerts;

namespace GlobalLb.Control;

/// <summary>All that an operator can measure of a Control.</summary>
public sealed class ControlMetrics : IDisposable
{
    private readonly Meter _meter = new("GlobalLb.Control");
    private readonly Histogram<double> _failover;
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
        _meter.CreateObservableGauge("globallb.control.health.held", () => Held ? 1 : 0, description: "1 while findings about endpoints are held back, for whatever reason");
        _meter.CreateObservableGauge("globallb.control.health.frozen", () => Frozen ? 1 : 0, description: "1 while nothing is withdrawn because of health, until that is confirmed");
        _meter.CreateObservableCounter("globallb.control.alerts.sent", () => Interlocked.Read(ref _sentAlerts), description: "Messages that receivers of alerts took");
        _meter.CreateObservableCounter("globallb.control.alerts.failed", () => Interlocked.Read(ref _failedAlerts), description: "Messages that were given up: the receiver refused them, or was away for too long");
        _meter.CreateObservableCounter("globallb.control.alerts.dropped", () => Interlocked.Read(ref _droppedAlerts), description: "Messages that were dropped because too many waited");
        _meter.CreateObservableGauge("globallb.control.alerts.waiting", () => AlertsWaiting, description: "Messages that are on their way or tried again");
        _meter.CreateObservableGauge("globallb.control.alerts.troubled", () => ReceiversInTrouble, description: "Receivers that the last attempt did not reach");
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

    internal void CountDroppedHistory(long rows) => Interlocked.Add(ref _droppedHistory, rows);

    internal void CountAlert(AlertFate fate) => Interlocked.Increment(ref fate == AlertFate.Delivered ? ref _sentAlerts : ref fate == AlertFate.Failed ? ref _failedAlerts : ref _droppedAlerts);

    internal void CountFailedLookUp() => Interlocked.Increment(ref _failedLookUps);
}
