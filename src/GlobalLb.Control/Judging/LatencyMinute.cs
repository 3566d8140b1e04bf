using GlobalLb.Steering.Configuration;
using GlobalLb.Steering.Health;
using GlobalLb.Store.Health;

namespace GlobalLb.Control.Judging;

/// <summary>The outcomes of one probe of one endpoint within one minute, on their way to become a roll-up.</summary>
internal sealed class LatencyMinute(DateTimeOffset minute, EndpointCode endpoint, string probe, string vantage)
{
    // What fails for ever new reasons must not grow a row without end.
    private const int MostReasons = 8;
    private const string OtherReasons = "other";

    private readonly List<float> _latencies = [];
    private Dictionary<string, int>? _reasons;
    private int _probes, _failures;
    private long _version;

    public DateTimeOffset Minute => minute;

    public static DateTimeOffset MinuteOf(DateTimeOffset at) => new(at.UtcTicks - (at.UtcTicks % TimeSpan.TicksPerMinute), TimeSpan.Zero);

    public void Count(in Outcome outcome, long version)
    {
        _probes++;
        _version = Math.Max(_version, version);
        // How long a failure took says nothing about how fast the endpoint is.
        if (outcome.Passed)
        {
            _latencies.Add((float)outcome.Latency.TotalMilliseconds);
            return;
        }

        _failures++;
        _reasons ??= [];
        var reason = _reasons.Count < MostReasons || _reasons.ContainsKey(outcome.Reason) ? outcome.Reason : OtherReasons;
        _reasons[reason] = _reasons.GetValueOrDefault(reason) + 1;
    }

    public ProbeRollUp ToRollUp()
    {
        _latencies.Sort();
        return new ProbeRollUp(minute, endpoint, vantage, _probes, _failures, Percentile(0.5), Percentile(0.95), Percentile(1), probe, _reasons, _version);
    }

    // Nearest rank.
    private double? Percentile(double share) =>
        _latencies.Count == 0 ? null : Math.Round(_latencies[Math.Max(0, (int)Math.Ceiling(share * _latencies.Count) - 1)], 3);
}
