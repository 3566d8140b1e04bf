namespace GlobalLb.Vantage.Probing;

/// <summary>Over how long probes that could begin at once are spread, so that what they share does not see a burst. A pure function.</summary>
internal static class Stagger
{
    /// <summary>How many probes may begin per second where there is time for it.</summary>
    public const double Calm = 200;

    /// <summary>Seconds over which rounds begin: a second while they are few, and at most the interval.</summary>
    /// <param name="endpoints">How many endpoints are probed in all.</param>
    /// <param name="interval">Seconds from one round to the next.</param>
    public static double OfRounds(int endpoints, double interval) => Math.Min(interval, Math.Max(1, endpoints / Calm));

    /// <summary>Seconds over which the endpoints of one round are spread: a tenth of the interval and a second while they are few, and at most half of it.</summary>
    /// <param name="endpoints">How many endpoints the pool has.</param>
    /// <param name="interval">Seconds from one round to the next.</param>
    public static double WithinRound(int endpoints, double interval) => Math.Min(interval / 2, Math.Max(Math.Min(1, interval / 10), endpoints / Calm));
}
