namespace GlobalLb.Steering.Configuration;

/// <summary>
/// How often is probed and how what is found is graded, as it is written at one level: for the organisation, a zone, a pool's probe or an
/// endpoint. What is null there is inherited from the level before it; see <see cref="ProbeInheritance"/>.
/// </summary>
public abstract record ProbeTiming
{
    /// <summary>Seconds from one probe of an endpoint to the next, 0.1 to 3 600.</summary>
    public double? IntervalSeconds { get; init; }

    /// <summary>Seconds after which a probe without an answer has failed, 0.05 to 60 and at most the interval.</summary>
    public double? TimeoutSeconds { get; init; }

    /// <summary>How many passes in a row make a down endpoint up, 1 to 100.</summary>
    public int? Rise { get; init; }

    /// <summary>How many failures make an up endpoint down, 1 to 100.</summary>
    public int? Fall { get; init; }

    /// <summary>Among how many last outcomes the failures are counted, <see cref="Fall"/> to 64; 0: they must be in a row.</summary>
    public int? FailuresOf { get; init; }

    /// <summary>Seconds to the next probe while it is undecided whether the belief changes, 0.1 to 3 600.</summary>
    public double? RecheckSeconds { get; init; }

    /// <summary>Seconds from one probe to the next while the endpoint is down, the interval to 86 400.</summary>
    public double? DownIntervalSeconds { get; init; }

    /// <summary>With fewer days left than this a certificate is warned of, 0 to 3 650.</summary>
    public int? CertificateWarnDays { get; init; }

    /// <summary>With fewer days left than this a certificate is a failure, 0 to 3 650; 0: only once it has expired.</summary>
    public int? CertificateDownDays { get; init; }

    /// <summary>An answer that takes more milliseconds is a failure, 1 to 60 000.</summary>
    public int? MostLatencyMilliseconds { get; init; }

    /// <summary>What is written here, and where nothing is, what is written below.</summary>
    internal ProbeDefaults Over(ProbeTiming below) => new()
    {
        IntervalSeconds = IntervalSeconds ?? below.IntervalSeconds,
        TimeoutSeconds = TimeoutSeconds ?? below.TimeoutSeconds,
        Rise = Rise ?? below.Rise,
        Fall = Fall ?? below.Fall,
        FailuresOf = FailuresOf ?? below.FailuresOf,
        RecheckSeconds = RecheckSeconds ?? below.RecheckSeconds,
        DownIntervalSeconds = DownIntervalSeconds ?? below.DownIntervalSeconds,
        CertificateWarnDays = CertificateWarnDays ?? below.CertificateWarnDays,
        CertificateDownDays = CertificateDownDays ?? below.CertificateDownDays,
        MostLatencyMilliseconds = MostLatencyMilliseconds ?? below.MostLatencyMilliseconds,
    };
}
