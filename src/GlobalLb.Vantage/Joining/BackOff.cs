namespace GlobalLb.Vantage.Joining;

/// <summary>How long to wait before trying again: longer each time, and never as long as others who failed at the same moment.</summary>
internal static class BackOff
{
    private const double Shortest = 0.1;

    /// <summary>The wait.</summary>
    /// <param name="failures">How often it failed in a row, at least 1.</param>
    /// <param name="longest">The longest wait, in seconds.</param>
    public static TimeSpan After(int failures, double longest) =>
        TimeSpan.FromSeconds(Shortest + (Random.Shared.NextDouble() * Math.Min(longest, 0.25 * Math.Pow(2, Math.Min(failures, 10)))));
}
