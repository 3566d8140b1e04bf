using System.Collections.Concurrent;
using GlobalLb.Steering.Configuration;
using GlobalLb.Steering.Health;

namespace GlobalLb.Vantage.Probing;

/// <summary>What this place believes of each endpoint and probe, only to know when to probe next. Each entry has one round that writes it.</summary>
internal sealed class PaceTable
{
    private readonly ConcurrentDictionary<(EndpointCode Endpoint, string Probe), (HealthFold Fold, TimeSpan Begun)> _paces = new();

    /// <summary>Whether an endpoint is due.</summary>
    /// <param name="target">The endpoint and its probe.</param>
    /// <param name="now">The time, on a clock that only goes forward.</param>
    public bool IsDue(Target target, TimeSpan now)
    {
        // A round is never exactly on time, so what is due before the middle between two is due now.
        var slack = TimeSpan.FromSeconds(target.Timing.IntervalSeconds / 2);
        return !_paces.TryGetValue(Key(target), out var pace) || pace.Begun + ProbePace.Next(target.Timing, pace.Fold) <= now + slack;
    }

    /// <summary>Counts an outcome, and says when the next one is due.</summary>
    public TimeSpan Fold(Target target, bool passed, TimeSpan begun)
    {
        var timing = target.Timing;
        var before = _paces.TryGetValue(Key(target), out var pace) ? pace.Fold : HealthFold.From(HealthState.Unknown);
        var fold = before.With(passed, timing.Rise, timing.Fall, timing.FailuresOf);
        _paces[Key(target)] = (fold, begun);
        return begun + ProbePace.Next(timing, fold);
    }

    /// <summary>Forgets what is no longer probed.</summary>
    public void Keep(IEnumerable<Round> rounds)
    {
        var probed = rounds.SelectMany(round => round.Targets).Select(Key).ToHashSet();
        foreach (var key in _paces.Keys.Where(key => !probed.Contains(key))) _paces.TryRemove(key, out _);
    }

    private static (EndpointCode Endpoint, string Probe) Key(Target target) => (target.Endpoint.Code, target.Probe.Name);
}
