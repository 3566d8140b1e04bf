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

    /// <summary>Whether an endpoint is due.</summary>
    /// <param name="timing">How often it is probed.</param>
    /// <param name="fold">What is believed of it.</param>
    /// <param name="begun">When it was probed last; null: never.</param>
    /// <param name="now">The time, on the same clock.</param>
    public static bool IsDue(Timing timing, in HealthFold fold, TimeSpan? begun, TimeSpan now)
    {
        // A round is never exactly on time, so what is due before the middle between two is due now.
        var slack = TimeSpan.FromSeconds(timing.IntervalSeconds / 2);
        return begun is not { } last || last + Next(timing, fold) <= now + slack;
    }

    /// <summary>The time from the beginning of one probe to that of the next.</summary>
    public static TimeSpan Next(Timing timing, in HealthFold fold) => TimeSpan.FromSeconds(
        IsUndecided(fold) ? timing.RecheckSeconds : fold.Health == HealthState.Down ? timing.DownIntervalSeconds : timing.IntervalSeconds);
}
