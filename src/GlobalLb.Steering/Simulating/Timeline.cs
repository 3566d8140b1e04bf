using System.Collections.Immutable;
using GlobalLb.Steering.Configuration;

namespace GlobalLb.Steering.Simulating;

/// <summary>
/// How long it would take until the last client has gone: noticed, published, forgotten by resolvers, which is
/// fall × (interval + timeout) + publication + TTL, as in <see cref="FailoverTime"/>.
/// </summary>
/// <param name="DetectionSeconds">The longest until the slowest probe of what fails has noticed; null: nothing that fails is probed.</param>
/// <param name="PublicationSeconds">The longest from then until edges answer otherwise.</param>
/// <param name="DrainSeconds">The longest that resolvers keep an answer with something of what fails, or of a name whose clients move; 0: there is none.</param>
/// <param name="Unprobed">The pools that fail and are not probed: nobody would notice.</param>
public sealed record Timeline(double? DetectionSeconds, double PublicationSeconds, double DrainSeconds, ImmutableArray<PoolCode> Unprobed)
{
    /// <summary>All together; null: nobody would notice.</summary>
    public double? TotalSeconds => DetectionSeconds + PublicationSeconds + DrainSeconds;

    /// <summary>Works it out.</summary>
    /// <param name="document">Where probes and TTLs are written.</param>
    /// <param name="fault">What fails.</param>
    /// <param name="moves">Whose clients move.</param>
    public static Timeline Of(ConfigurationDocument document, Fault fault, ImmutableArray<Move> moves)
    {
        var hit = document.Pools.Where(pool => fault.Regions.Contains(pool.Region) || fault.Pools.Contains(pool.Code) || pool.Endpoints.Any(endpoint => fault.Endpoints.Contains(endpoint.Code))).ToList();
        var inheritance = new ProbeInheritance(document);
        // Also who is sent from one endpoint of a pool to another has to forget the first. What was answered before was answered calmly.
        var codes = hit.Select(pool => pool.Code).ToHashSet();
        var moving = moves.Where(move => move.IsMove).Select(move => move.Name).ToHashSet();
        var ttls = document.Zones.SelectMany(zone => zone.SteeredNames)
            .Where(name => moving.Contains(name.Name) || document.NodesOf(name.Policy).OfType<PoolNode>().Any(leaf => codes.Contains(leaf.Pool))).Select(name => (double)(name.TtlRange?.Max ?? name.Ttl));
        return new Timeline(
            hit.Max(pool => FailoverTime.DetectionOf(pool, inheritance)),
            FailoverTime.PublicationSeconds,
            ttls.DefaultIfEmpty(0).Max(),
            [.. hit.Where(pool => pool.Probe is null).Select(pool => pool.Code)]);
    }
}
