using System.Diagnostics.Metrics;

namespace GlobalLb.Vantage;

/// <summary>All that an operator can measure of a vantage.</summary>
public sealed class VantageMetrics : IDisposable
{
    private readonly Meter _meter = new("GlobalLb.Vantage");
    private readonly Counter<long> _probes;
    private readonly Counter<long> _refused;
    private readonly Counter<long> _crowded;

    /// <summary>Makes the instruments.</summary>
    public VantageMetrics()
    {
        _probes = _meter.CreateCounter<long>("globallb.vantage.probes", description: "Probes that found something");
        _refused = _meter.CreateCounter<long>("globallb.vantage.probes.refused", description: "Probes that were not made because this place may or can not");
        _crowded = _meter.CreateCounter<long>("globallb.vantage.probes.crowded", description: "Probes that were left out because their address has enough of them");
    }

    /// <inheritdoc/>
    public void Dispose() => _meter.Dispose();

    internal void CountProbe() => _probes.Add(1);

    internal void CountRefused() => _refused.Add(1);

    internal void CountCrowded() => _crowded.Add(1);
}
