using GlobalLb.Steering.Aliases;

namespace GlobalLb.Control.Flattening;

/// <summary>
/// When a target is looked up again: when what was found may have changed, a little later so that resolvers have dropped it
/// too and targets spread; after a failure sooner, and more and more seldom.
/// </summary>
internal static class Refresh
{
    private const double FirstRetry = 5, LongestRetry = 300, Spread = 0.1;

    /// <summary>How long to wait.</summary>
    /// <param name="ipv4">What was found of A.</param>
    /// <param name="ipv6">What was found of AAAA.</param>
    /// <param name="failures">Look-ups in a row in which one of them failed, this one included.</param>
    /// <param name="chance">From 0 up to 1.</param>
    public static TimeSpan After(in AliasFinding ipv4, in AliasFinding ipv6, int failures, double chance)
    {
        var seconds = failures > 0
            ? Math.Min(LongestRetry, FirstRetry * Math.Pow(2, Math.Min(failures - 1, 10)))
            : Math.Min(ipv4.Ttl, ipv6.Ttl);
        return TimeSpan.FromSeconds(seconds * (1 + (Spread * chance)));
    }
}
