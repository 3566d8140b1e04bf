using System.Globalization;

namespace GlobalLb.Steering.Configuration;

/// <summary>
/// How long clients take at most to follow when an endpoint stops answering: fall × (interval + timeout) + publication + TTL. A freeze or
/// the limit on withdrawal, which hold what is found, come on top; a hold-down lengthens only the way back.
/// </summary>
/// <param name="DetectionSeconds">Until it is noticed, by the slowest probe that decides.</param>
/// <param name="TtlSeconds">Until resolvers have forgotten the last answer that was given calmly.</param>
public readonly record struct FailoverTime(double DetectionSeconds, double TtlSeconds)
{
    /// <summary>From the deciding outcome to edges that answer by it: judging, a health table at most every second, and the way.</summary>
    public const double PublicationSeconds = 2;

    /// <summary>All together, in seconds.</summary>
    public double TotalSeconds => DetectionSeconds + PublicationSeconds + TtlSeconds;

    /// <summary>How long a steered name takes to leave the slowest of its pools.</summary>
    /// <param name="document">The configuration.</param>
    /// <param name="inheritance">What probes inherit in it.</param>
    /// <param name="name">The name; what is typed of it will do.</param>
    /// <returns>The time; null: none of its pools is probed, so nothing fails over by itself.</returns>
    public static FailoverTime? Of(ConfigurationDocument document, ProbeInheritance inheritance, SteeredName name)
    {
        var reached = document.NodesOf(name.Policy).OfType<PoolNode>().Select(node => document.FindPool(node.Pool)).OfType<Pool>().Distinct();
        return reached.Max(pool => DetectionOf(pool, inheritance)) is { } seconds ? new FailoverTime(seconds, name.TtlRange?.Max ?? name.Ttl) : null;
    }

    /// <summary>How long it takes at most to notice that an endpoint of a pool fails, in seconds; null: nothing decides about them.</summary>
    /// <param name="pool">The pool.</param>
    /// <param name="inheritance">What probes inherit.</param>
    public static double? DetectionOf(Pool pool, ProbeInheritance inheritance) => pool.Endpoints.IsEmpty
        ? DetectionOf(inheritance.Of(pool))
        : pool.Endpoints.Max(endpoint => DetectionOf(inheritance.Of(pool, endpoint)));

    /// <summary>How long it takes at most until one of the probes that decide is down, in seconds; null: none decides.</summary>
    /// <param name="probes">All probes of an endpoint. A failure that only the slowest sees is what counts; of m of n it takes the m failures all the same.</param>
    public static double? DetectionOf(IEnumerable<EffectiveProbe> probes) => probes.Where(probe => probe.Asked.Role != ProbeRole.Observe)
        .Max(probe => (double?)(probe.Timing.DetectionSeconds + (probe.Asked.Kind == ProbeKind.Push ? (probe.Asked.Push ?? new ProbePush()).ExpiresSeconds : 0)));

    /// <summary>As a sentence, also when there is none.</summary>
    public static string Say(FailoverTime? time) => time?.ToString() ?? "None of its pools is probed, so nothing fails over by itself.";

    /// <summary>As a sentence.</summary>
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture, $"A failover takes up to {TotalSeconds:0.#} s: {DetectionSeconds:0.#} s to notice, {PublicationSeconds:0.#} s to publish, {TtlSeconds:0} s until caches forget.");
}
