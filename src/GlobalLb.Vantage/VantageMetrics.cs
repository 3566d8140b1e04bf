using System.Diagnostics.Metrics;

namespace GlobalLb.Vantage;

/// <summary>All that an operator can measure of a vantage.</summary>
public sealed class VantageMetrics : IDisposable
{
    private readonly Meter _meter = new("GlobalLb.Vantage");
    private readonly Counter<long> _probes;
    private readonly Counter<long> _refused;
    private readonly Counter<long> _crowded;
    private readonly Counter<long> _unheard;
    private readonly Histogram<double> _delay;

    /// <summary>Makes the instruments.</summary>
    public VantageMetrics()
    {
        _probes = _meter.CreateCounter<long>("globallb.vantage.probes", description: "Probes that found something");
        _refused = _meter.CreateCounter<long>("globallb.vantage.probes.refused", description: "Probes that were not made because this place may or can not");
        _crowded = _meter.CreateCounter<long>("globallb.vantage.probes.crowded", description: "Probes that were left out because their address has enough of them");
        _unheard = _meter.CreateCounter<long>("globallb.vantage.probes.unheard", description: "Failures that were left out because this place was too busy to hear what was answered in time");
        _delay = _meter.CreateHistogram<double>("globallb.vantage.probes.delay", "s", "How much later than it was due a probe began");
    }

    /// <inheritdoc/>
    public void Dispose() => _meter.Dispose();

    internal void CountProbe() => _probes.Add(1);

    internal void CountRefused() => _refused.Add(1);

    internal void CountCrowded() => _crowded.Add(1);

    internal void CountUnheard() => _unheard.Add(1);

    internal void RecordDelay(TimeSpan delay) => _delay.Record(delay.TotalSeconds);
}
