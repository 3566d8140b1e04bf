namespace GlobalLb.Steering.Health;

/// <summary>
/// What is remembered of an endpoint's outcomes to judge the next one. Most outcomes change nothing but a counter.
/// <code>
///  believed   found     counted in a row       becomes
///  Unknown    passed    1                      Up
///  Unknown    failed    fall                   Down      (nothing is withdrawn from ignorance)
///  Up         failed    fall                   Down
///  Down       passed    rise                   Up
///  otherwise                                   stays
/// </code>
/// </summary>
/// <param name="Health">What is believed.</param>
/// <param name="Passes">Passes in a row, up to now.</param>
/// <param name="Failures">Failures in a row, up to now.</param>
public readonly record struct HealthFold(HealthState Health, int Passes, int Failures)
{
    /// <summary>Begins from a belief, with nothing counted.</summary>
    public static HealthFold From(HealthState health) => new(health, 0, 0);

    /// <summary>Folds one more outcome in.</summary>
    /// <param name="passed">Whether the probe passed.</param>
    /// <param name="rise">How many passes in a row raise; at least 1.</param>
    /// <param name="fall">How many failures in a row fell; at least 1.</param>
    public HealthFold With(bool passed, int rise, int fall)
    {
        // Counters stop where they no longer matter, so that they never overflow.
        var passes = passed ? Math.Min(Passes + 1, rise) : 0;
        var failures = passed ? 0 : Math.Min(Failures + 1, fall);
        var health = Health switch
        {
            HealthState.Unknown when passed => HealthState.Up,
            HealthState.Down when passes >= rise => HealthState.Up,
            HealthState.Unknown or HealthState.Up when failures >= fall => HealthState.Down,
            _ => Health,
        };
        return new HealthFold(health, passes, failures);
    }
}
