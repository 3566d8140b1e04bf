namespace GlobalLb.Steering.Snapshots;

/// <summary>
/// How many tenths of its share something has that returned:
/// <code>
///  returned                              tenths
///  not known when                        10
///  since 0 to 10 % of the time           1
///  since 10 to 20 %                      2
///  …                                     …
///  since 90 % or longer                  10
///  by another clock, up to the time      1
///    ahead of ours
///  further ahead                         10      no clock that is so wrong may slow anything down
/// </code>
/// </summary>
internal static class SlowStart
{
    /// <summary>The whole share.</summary>
    public const int All = 10;

    // So that many endpoints that return one by one do not each ask for a fold of their own at each of their steps.
    private const long Grain = TimeSpan.TicksPerSecond;

    /// <summary>The tenths.</summary>
    /// <param name="returned">When it returned; null: not known.</param>
    /// <param name="seconds">Over which time it gets its share; null: at once.</param>
    /// <param name="now">The moment it is for.</param>
    /// <param name="next">Is told when the tenths change.</param>
    public static int Tenths(DateTimeOffset? returned, int? seconds, DateTimeOffset now, ref Soonest next)
    {
        if (returned is not { } moment || seconds is not { } over) return All;
        var (elapsed, whole) = ((now - moment).Ticks, over * TimeSpan.TicksPerSecond);
        if (elapsed >= whole || elapsed <= -whole) return All;
        var tenths = elapsed < 0 ? 1 : 1 + (int)(elapsed * All / whole);
        if (tenths < All) next.Add(Up(moment.AddTicks(whole * tenths / All)));
        return tenths;
    }

    private static DateTimeOffset Up(DateTimeOffset moment) => moment.AddTicks((Grain - (moment.Ticks % Grain)) % Grain);
}
