using GlobalLb.Steering.Configuration;
using GlobalLb.Steering.Health;
using GlobalLb.Store.Health;

namespace GlobalLb.Control.Judging;

/// <summary>The outcomes of one endpoint within one minute, on their way to become a roll-up.</summary>
internal sealed class LatencyMinute(DateTimeOffset minute, EndpointCode endpoint, string vantage)
{
    private readonly List<double> _latencies = [];
    private int _probes, _failures;

    public DateTimeOffset Minute => minute;

    public static DateTimeOffset MinuteOf(DateTimeOffset at) => new(at.UtcTicks - (at.UtcTicks % TimeSpan.TicksPerMinute), TimeSpan.Zero);

    public void Count(in Outcome outcome)
    {
        _probes++;
        // How long a failure took says nothing about how fast the endpoint is.
        if (outcome.Passed) _latencies.Add(outcome.Latency.TotalMilliseconds);
        else _failures++;
    }

    public ProbeRollUp ToRollUp()
    {
        _latencies.Sort();
        return new ProbeRollUp(minute, endpoint, vantage, _probes, _failures, Percentile(0.5), Percentile(0.95), Percentile(1));
    }

    // Nearest rank.
    private double? Percentile(double share) =>
        _latencies.Count == 0 ? null : Math.Round(_latencies[Math.Max(0, (int)Math.Ceiling(share * _latencies.Count) - 1)], 3);
}
