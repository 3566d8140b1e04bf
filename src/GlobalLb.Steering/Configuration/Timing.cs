namespace GlobalLb.Steering.Configuration;

/// <summary>How often is probed and how what is found is graded, when all that is inherited has been found.</summary>
/// <param name="IntervalSeconds">Seconds from one probe of an endpoint to the next.</param>
/// <param name="TimeoutSeconds">Seconds after which a probe without an answer has failed.</param>
/// <param name="Rise">How many passes in a row make a down endpoint up.</param>
/// <param name="Fall">How many failures make an up endpoint down.</param>
/// <param name="FailuresOf">Among how many last outcomes the failures are counted; 0: they must be in a row.</param>
/// <param name="RecheckSeconds">Seconds to the next probe while it is undecided whether the belief changes, at most the interval.</param>
/// <param name="DownIntervalSeconds">Seconds from one probe to the next while the endpoint is down, at least the interval.</param>
/// <param name="CertificateWarnDays">With fewer days left than this a certificate is warned of.</param>
/// <param name="CertificateDownDays">With fewer days left than this a certificate is a failure.</param>
/// <param name="MostLatencyMilliseconds">An answer that takes more milliseconds is a failure; null: only the timeout limits it.</param>
public sealed record Timing(
    double IntervalSeconds,
    double TimeoutSeconds,
    int Rise,
    int Fall,
    int FailuresOf,
    double RecheckSeconds,
    double DownIntervalSeconds,
    int CertificateWarnDays,
    int CertificateDownDays,
    int? MostLatencyMilliseconds)
{
    /// <summary>What holds when nothing is written at any level.</summary>
    public static Timing Usual { get; } = new(10, 2, 2, 3, 0, 1, 10, 14, 0, null);

    /// <summary>The longest it takes to notice a failure: fall × (interval + timeout), in seconds.</summary>
    public double DetectionSeconds => Fall * (IntervalSeconds + TimeoutSeconds);

    /// <summary>What is written, and what is usual where nothing is.</summary>
    public static Timing Of(ProbeTiming written)
    {
        var interval = written.IntervalSeconds ?? Usual.IntervalSeconds;
        return new Timing(
            interval,
            written.TimeoutSeconds ?? Usual.TimeoutSeconds,
            written.Rise ?? Usual.Rise,
            written.Fall ?? Usual.Fall,
            written.FailuresOf ?? Usual.FailuresOf,
            // Never rarer than without: a recheck is there to be sooner, a back-off to be later.
            Math.Min(written.RecheckSeconds ?? Usual.RecheckSeconds, interval),
            Math.Max(written.DownIntervalSeconds ?? interval, interval),
            written.CertificateWarnDays ?? Usual.CertificateWarnDays,
            written.CertificateDownDays ?? Usual.CertificateDownDays,
            written.MostLatencyMilliseconds);
    }
}
