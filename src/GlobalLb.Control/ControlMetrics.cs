using System.Diagnostics.Metrics;

namespace GlobalLb.Control;

/// <summary>All that an operator can measure of a Control.</summary>
public sealed class ControlMetrics : IDisposable
{
    private readonly Meter _meter = new("GlobalLb.Control");
    private long _failedLookUps;
    private int _targetsInTrouble;

    /// <summary>Makes the instruments.</summary>
    public ControlMetrics()
    {
        _meter.CreateObservableCounter("globallb.control.aliases.failures", () => FailedLookUps, description: "Look-ups of targets of ALIAS records that no resolver could answer");
        _meter.CreateObservableGauge("globallb.control.aliases.troubled", () => TargetsInTrouble, description: "Targets of ALIAS records that fail or are denied now; what was good last is answered");
    }

    internal long FailedLookUps => Interlocked.Read(ref _failedLookUps);

    internal int TargetsInTrouble
    {
        get => Volatile.Read(ref _targetsInTrouble);
        set => Volatile.Write(ref _targetsInTrouble, value);
    }

    /// <inheritdoc/>
    public void Dispose() => _meter.Dispose();

    internal void CountFailedLookUp() => Interlocked.Increment(ref _failedLookUps);
}
