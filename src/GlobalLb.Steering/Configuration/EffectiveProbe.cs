using System.Collections.Immutable;

namespace GlobalLb.Steering.Configuration;

/// <summary>One probe of a pool, or of one endpoint of it, with everything it inherits: what is run and judged by.</summary>
public sealed class EffectiveProbe
{
    private readonly ProbeTiming _written;

    /// <summary>Finds what a probe inherits.</summary>
    /// <param name="written">The probe as its pool has it.</param>
    /// <param name="endpoint">The endpoint; null: any that has nothing of its own.</param>
    /// <param name="inherited">What is inherited by the pool, what wins first.</param>
    public EffectiveProbe(Probe written, Endpoint? endpoint = null, params ImmutableArray<ProbeWriting> inherited)
    {
        var own = endpoint?.ProbeOverride;
        ProbeWriting pool = new(new ProbeSource(ProbeLevel.Pool), written);
        Levels = own is null ? [pool, .. inherited] : [new(new ProbeSource(ProbeLevel.Endpoint), own), pool, .. inherited];
        _written = Levels.Skip(1).Aggregate(Levels[0].Written, (above, below) => above.Over(below.Written));
        Timing = Timing.Of(_written);
        Asked = own is null ? written : written with { Port = own.Port ?? written.Port, Path = own.Path ?? written.Path, Host = own.Host ?? written.Host };
    }

    /// <summary>What holds where nothing is written, for who shows what would be inherited.</summary>
    /// <param name="inherited">The levels that are inherited from, what wins first.</param>
    public static EffectiveProbe Inheriting(ImmutableArray<ProbeWriting> inherited) => new(new Probe { Kind = default }, null, inherited);

    /// <summary>What is asked, with what the endpoint has otherwise. Its timing is only what the pool has written: see <see cref="Timing"/>.</summary>
    public Probe Asked { get; }

    /// <summary>When, and how it is graded.</summary>
    public Timing Timing { get; }

    /// <summary>The levels at which something may be written, what wins first; those where nothing is are left out.</summary>
    public ImmutableArray<ProbeWriting> Levels { get; }

    /// <summary>Where a member comes from.</summary>
    /// <param name="member">The member, such as <c>written => written.Fall</c>.</param>
    public ProbeSource SourceOf(Func<ProbeTiming, object?> member) =>
        Levels.FirstOrDefault(level => member(level.Written) is not null).Source;

    /// <summary>
    /// What is asked, with all of its timing that is written at any level: for whoever does not know from where it is inherited. What is
    /// written nowhere stays so, because what is usual may hang on what an endpoint has otherwise.
    /// </summary>
    public Probe Whole => Asked with
    {
        IntervalSeconds = _written.IntervalSeconds,
        TimeoutSeconds = _written.TimeoutSeconds,
        Rise = _written.Rise,
        Fall = _written.Fall,
        FailuresOf = _written.FailuresOf,
        RecheckSeconds = _written.RecheckSeconds,
        DownIntervalSeconds = _written.DownIntervalSeconds,
        CertificateWarnDays = _written.CertificateWarnDays,
        CertificateDownDays = _written.CertificateDownDays,
        MostLatencyMilliseconds = _written.MostLatencyMilliseconds,
    };

    /// <summary>Whether another asks the same, however often and however many answers decide.</summary>
    public bool AsksTheSameAs(EffectiveProbe other) =>
        Asked.Headers.SequenceEqual(other.Asked.Headers) && WithoutTiming(Asked) == WithoutTiming(other.Asked) && Grades == other.Grades;

    private (int, int, int?) Grades => (Timing.CertificateWarnDays, Timing.CertificateDownDays, Timing.MostLatencyMilliseconds);

    private static Probe WithoutTiming(Probe probe) => probe with
    {
        Headers = [],
        IntervalSeconds = null,
        TimeoutSeconds = null,
        Rise = null,
        Fall = null,
        FailuresOf = null,
        RecheckSeconds = null,
        DownIntervalSeconds = null,
        CertificateWarnDays = null,
        CertificateDownDays = null,
        MostLatencyMilliseconds = null,
    };
}
