using System.Collections.Immutable;
using GlobalLb.Dns.Records;
using GlobalLb.Steering.Choosing;
using GlobalLb.Steering.Configuration;
using GlobalLb.Steering.Snapshots;

namespace GlobalLb.Steering.Simulating;

/// <summary>How a policy shares out all clients that are alike.</summary>
/// <param name="Shares">Where they are sent, largest share first.</param>
/// <param name="Regions">Which part of them each region gets; less than all when some get nothing.</param>
internal sealed record Sharing(ImmutableArray<Share> Shares, ImmutableArray<(RegionCode Region, double Part)> Regions)
{
    /// <summary>Which part of them a region gets.</summary>
    public double PartOf(RegionCode region) => Regions.FirstOrDefault(item => item.Region == region).Part;

    /// <summary>Of a name that there is not.</summary>
    public static Sharing Nothing { get; } = new([new Share(null, null, 1, false)], []);

    /// <summary>Asks the evaluator for addresses, and works out its chances.</summary>
    public static Sharing Of(CompiledPolicy policy, Snapshot snapshot, Client client, bool isIPv4) =>
        Of(policy, snapshot, client, isIPv4, isIPv4 ? RecordType.A : RecordType.AAAA);

    /// <summary>The same for what is answered with for any type that policies answer.</summary>
    public static ImmutableArray<Share> SharesOf(CompiledPolicy policy, Snapshot snapshot, Client client, RecordType type)
    {
        if (type is RecordType.A or RecordType.AAAA) return Of(policy, snapshot, client, type == RecordType.A).Shares;
        if (policy.Binding(SteeredType.Of(type)) < 0) return RecordSharing.Of(policy, snapshot, client, type);

        // HTTPS and SVCB are made of what both families would be answered with; a family that has nothing adds nothing.
        var four = policy.HasIPv4 ? Of(policy, snapshot, client, true, type).Shares : [];
        var six = policy.HasIPv6 ? Of(policy, snapshot, client, false, type).Shares : [];
        var made = four.AddRange(six).RemoveAll(share => share.IsNothing);
        return made.IsEmpty ? Nothing.Shares : made;
    }

    private static Sharing Of(CompiledPolicy policy, Snapshot snapshot, Client client, bool isIPv4, RecordType told)
    {
        var choice = Chooser.Choose(policy, snapshot, client, isIPv4, draw: 0);
        if (choice.PoolIndex < 0 && (choice.RecordsIndex < 0 || choice.IsFallback))
        {
            var records = choice.RecordsIndex < 0 ? null : RecordsOf(snapshot, choice.RecordsIndex, told);
            return new Sharing([new Share(Explainer.RegionOf(choice), null, 1, choice.IsFallback, records)], Spread(Explainer.Answered(choice)));
        }

        var parts = new Dictionary<int, double>();
        // Where there are aliases, they are drawn together with pools of either family, before the type is looked at.
        var now = new Situation(snapshot, client, policy.Has(SteeredTypes.Cname) ? SteeredTypes.Cname : isIPv4 ? SteeredTypes.A : SteeredTypes.Aaaa, draw: 0);
        // Draws come to what was good last by its moment, not by the weights on the way.
        if (policy.HasStarting(snapshot) || choice.Moment > 0) ExactShares.AddDrawn(policy, 1, snapshot, client, isIPv4, parts);
        else ExactShares.Add(policy.Root, 1, ref Passing(policy, choice, ref now), parts);
        var shares = ImmutableArray.CreateBuilder<Share>(parts.Count);
        foreach (var (leaf, part) in parts.OrderByDescending(pair => pair.Value))
        {
            var pool = PoolOf(snapshot, leaf);
            var records = pool is null ? RecordsOf(snapshot, leaf - snapshot.Endpoints.Pools.Length, told) : null;
            shares.Add(new Share(pool?.Region.Code, pool?.Code, part, choice.IsFallback, records));
        }

        return new Sharing(
            shares.DrainToImmutable(),
            [.. parts.Where(pair => PoolOf(snapshot, pair.Key) is not null).GroupBy(pair => PoolOf(snapshot, pair.Key)!.Region.Code, pair => pair.Value).Select(region => (region.Key, region.Sum()))]);
    }

    // Records stand in no region.
    private static CompiledPool? PoolOf(Snapshot snapshot, int leaf) => leaf < snapshot.Endpoints.Pools.Length ? snapshot.Endpoints.Pool(leaf) : null;

    /// <summary>The records that a leaf answers a type with, each as its type and its data; null: the leaf has none of the type.</summary>
    public static string? RecordsOf(Snapshot snapshot, int leaf, RecordType type) =>
        string.Join(", ", snapshot.RecordLeaves.Texts(leaf, type)) is { Length: > 0 } texts ? texts : null;

    // Which standing is good enough does not depend on the draw: another draw would choose among the same. What is answered may
    // stand below it, where a sticky node keeps what is drained.
    private static ref Situation Passing(CompiledPolicy policy, in Choice choice, ref Situation now)
    {
        if (Chooser.Choose(policy.Root, ref now) != Situation.Nothing) return ref now;
        now.TakesAll = true;
        now.Threshold = choice.Threshold;
        return ref now;
    }

    // Most clients take the first address, which is drawn by weight.
    private static ImmutableArray<(RegionCode Region, double Part)> Spread(ImmutableArray<CompiledEndpoint> endpoints)
    {
        double Weight(CompiledEndpoint endpoint) => Math.Max(endpoint.Weight, endpoints[0].Weight == 0 ? 1 : 0);
        var total = endpoints.Sum(Weight);
        return [.. endpoints.GroupBy(endpoint => endpoint.Region.Code).Select(region => (region.Key, region.Sum(Weight) / total))];
    }
}
