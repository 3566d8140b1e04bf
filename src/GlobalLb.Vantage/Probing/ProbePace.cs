using GlobalLb.Steering.Configuration;
using GlobalLb.Steering.Health;

namespace GlobalLb.Vantage.Probing;

/// <summary>
/// When an endpoint is probed next, by what is believed of it here. A pure function.
/// <code>
///  believed   counted towards another belief    next in
///  Up         a failure                         recheck
///  Unknown    a failure                         recheck
///  Down       a pass                            recheck
///  Down       nothing                           interval while down
///  otherwise                                    interval
/// </code>
/// </summary>
internal static class ProbePace
{
    /// <summary>Whether the belief hangs on the next outcomes.</summary>
    public static bool IsUndecided(in HealthFold fold) => fold.Health == HealthState.Down ? fold.Passes > 0 : fold.Failures > 0;

    /// <summary>The time from the beginning of one probe to that of the next.</summary>
    public static TimeSpan Next(Timing timing, in HealthFold fold) => TimeSpan.FromSeconds(
        IsUndecided(fold) ? timing.RecheckSeconds : fold.Health == HealthState.Down ? timing.DownIntervalSeconds : timing.IntervalSeconds);
}
