using System.Diagnostics.Metrics;

namespace GlobalLb.Vantage;

/// <summary>All that an operator can measure of a vantage.</summary>
public sealed class VantageMetrics : IDisposable
{
    private readonly Meter _meter = new("GlobalLb.Vantage");
    private readonly Counter<long> _probes;
    private readonly Counter<long> _refused;
    private readonly Counter<long> _crowded;
    private readonly Counter<long> _dropped;
    private readonly Counter<long> _unheard;
    private readonly Histogram<double> _delay;
    private int _waiting;
    private bool _isJoined;

    /// <summary>Makes the instruments.</summary>
    public VantageMetrics()
    {
        _probes = _meter.CreateCounter<long>("globallb.vantage.probes", description: "Probes that found something");
        _refused = _meter.CreateCounter<long>("globallb.vantage.probes.refused", description: "Probes that were not made because this place may or can not");
        _crowded = _meter.CreateCounter<long>("globallb.vantage.probes.crowded", description: "Probes that came later than their round because their address gets as many as it may");
        _dropped = _meter.CreateCounter<long>("globallb.vantage.outcomes.dropped", description: "Outcomes that were dropped: too many waited, or Control refused them");
        _meter.CreateObservableGauge("globallb.vantage.outcomes.waiting", () => Waiting, description: "Outcomes that wait to be sent to Control");
        _meter.CreateObservableGauge("globallb.vantage.joined", () => Joined ? 1 : 0, description: "1 while a Control is joined; always 0 in Control itself");
        _unheard = _meter.CreateCounter<long>("globallb.vantage.probes.unheard", description: "Failures that were left out because this place was too busy to hear what was answered in time");
        _delay = _meter.CreateHistogram<double>("globallb.vantage.probes.delay", "s", "How much later than it was due a probe began");
    }

    internal int Waiting
    {
        get => Volatile.Read(ref _waiting);
        set => Volatile.Write(ref _waiting, value);
    }

    internal bool Joined
    {
        get => Volatile.Read(ref _isJoined);
        set => Volatile.Write(ref _isJoined, value);
    }

    /// <inheritdoc/>
    public void Dispose() => _meter.Dispose();

    internal void CountProbe() => _probes.Add(1);

    internal void CountRefused() => _refused.Add(1);

    internal void CountCrowded() => _crowded.Add(1);

    internal void CountDropped(int count) => _dropped.Add(count);

    internal void CountUnheard() => _unheard.Add(1);

    internal void RecordDelay(TimeSpan delay) => _delay.Record(delay.TotalSeconds);
}
