using System.Numerics;

namespace GlobalLb.Steering.Health;

/// <summary>
/// What is remembered of the outcomes of one probe to judge the next one. Most outcomes change nothing but a counter.
/// <code>
///  believed   found     counted                              becomes
///  Unknown    passed    1                                    Up
///  Unknown    failed    fall, in a row or of the last n      Down      (nothing is withdrawn from ignorance)
///  Up         failed    fall, in a row or of the last n      Down
///  Down       passed    rise in a row                        Up
///  otherwise                                                 stays
/// </code>
/// Outcomes are remembered since the belief changed last: what made an endpoint down does not count against it again once it rose.
/// </summary>
/// <param name="Health">What is believed.</param>
/// <param name="Passes">Passes in a row, up to now.</param>
/// <param name="Failures">Failures in a row, up to now.</param>
/// <param name="Recent">The last outcomes since the belief changed, the newest in the lowest bit; a bit is set for a failure.</param>
public readonly record struct HealthFold(HealthState Health, int Passes, int Failures, ulong Recent = 0)
{
    /// <summary>How many outcomes are remembered.</summary>
    public const int MostRemembered = 64;

    /// <summary>Begins from a belief, with nothing counted.</summary>
    public static HealthFold From(HealthState health) => new(health, 0, 0);

    /// <summary>Folds one more outcome in.</summary>
    /// <param name="passed">Whether the probe passed.</param>
    /// <param name="rise">How many passes in a row raise; at least 1.</param>
    /// <param name="fall">How many failures fell; at least 1.</param>
    /// <param name="failuresOf">Of how many last outcomes, <paramref name="fall"/> to <see cref="MostRemembered"/>; 0: in a row.</param>
    public HealthFold With(bool passed, int rise, int fall, int failuresOf = 0)
    {
        // Counters stop where they no longer matter, so that they never overflow.
        var passes = passed ? Math.Min(Passes + 1, rise) : 0;
        var failures = passed ? 0 : Math.Min(Failures + 1, fall);
        var recent = (Recent << 1) | (passed ? 0UL : 1UL);
        var counted = failuresOf == 0 ? failures : BitOperations.PopCount(recent & (ulong.MaxValue >> (MostRemembered - failuresOf)));
        var health = Health switch
        {
            HealthState.Unknown when passed => HealthState.Up,
            HealthState.Down when passes >= rise => HealthState.Up,
            HealthState.Unknown or HealthState.Up when !passed && counted >= fall => HealthState.Down,
            _ => Health,
        };
        return new HealthFold(health, passes, failures, health == Health ? recent : 0);
    }
}
