using GlobalLb.Steering.Configuration;

namespace GlobalLb.Steering.Health;

/// <summary>What judging needs of a probe.</summary>
/// <param name="Name">Its name; empty: the main one.</param>
/// <param name="Role">What it decides.</param>
/// <param name="Rise">How many passes in a row raise.</param>
/// <param name="Fall">How many failures fell.</param>
/// <param name="FailuresOf">Of how many last outcomes; 0: in a row.</param>
/// <param name="Silence">After which time without an outcome a vantage no longer reports.</param>
public readonly record struct ProbeRule(string Name, ProbeRole Role, int Rise, int Fall, int FailuresOf, TimeSpan Silence)
{
    /// <summary>How a vantage that missed three probes in a row counts: as one that does not report.</summary>
    /// <param name="longestInterval">Seconds from one probe to the next, the longest there is.</param>
    /// <param name="timeout">Seconds after which a probe has failed.</param>
    public static TimeSpan SilenceAfter(double longestInterval, double timeout) => TimeSpan.FromSeconds((3 * longestInterval) + timeout + 1);
}
