namespace GlobalLb.Steering.Health;

/// <summary>
/// Keeps an endpoint that falls again and again down for longer each time. A fall is forgotten by half every ten minutes; with k
/// falls remembered from before, the next one holds for seconds × (2^k − 1), at most an hour: the first one not at all.
/// </summary>
/// <param name="Falls">The falls remembered at <paramref name="FellAt"/>, that one counted; 0: it never fell.</param>
/// <param name="FellAt">When it fell last, on a clock that only goes forward.</param>
/// <param name="Until">Until when it stays down.</param>
public readonly record struct HoldDown(double Falls, TimeSpan FellAt, TimeSpan Until)
{
    /// <summary>The longest hold.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromHours(1);

    private static readonly TimeSpan HalfLife = TimeSpan.FromMinutes(10);

    /// <summary>Folds one more fall in.</summary>
    /// <param name="now">When, on a clock that only goes forward.</param>
    /// <param name="seconds">The configured seconds; 0: nothing is held.</param>
    public HoldDown Fall(TimeSpan now, int seconds)
    {
        var before = Falls == 0 ? 0 : Falls * Math.Pow(2, -((now - FellAt) / HalfLife));
        var hold = Math.Min(seconds * (Math.Pow(2, before) - 1), Longest.TotalSeconds);
        return new HoldDown(before + 1, now, now + TimeSpan.FromSeconds(hold));
    }

    /// <summary>Whether it stays down although it is seen up.</summary>
    public bool Holds(TimeSpan now) => now < Until;
}
