using System.Net.Sockets;
using GlobalLb.Steering.Configuration;
using GlobalLb.Steering.Health;
using GlobalLb.Steering.Snapshots;

namespace GlobalLb.Steering.Tests.Choosing;

/// <summary>
/// What policies promise, in the plainest words there are: everything that a tree may pick for the client of a world, whatever chance
/// and hashes say. Written without any of the evaluator's code.
/// </summary>
internal sealed class PolicyModel(World world)
{
    /// <summary>A leaf that may be picked.</summary>
    /// <param name="Pool">The pool.</param>
    /// <param name="Most">The most endpoints of it that are answered.</param>
    public sealed record Pick(PoolCode Pool, int Most);

    /// <summary>What may come out; nothing may be picked when several pools are answered, or none.</summary>
    /// <param name="Picks">What may be picked.</param>
    /// <param name="Threshold">The worst standing that is answered; null: it does not matter.</param>
    /// <param name="IsSeveral">Whether all pools are answered.</param>
    public sealed record Outcome(HashSet<Pick> Picks, Standing? Threshold, bool IsSeveral);

    private readonly PolicyNode _policy = world.Document.Zones[0].SteeredNames[0].Policy;

    public Outcome Choose()
    {
        var all = Pools(_policy).SelectMany(Endpoints).Select(StandingOf).ToList();
        if (all.Count == 0) return new([], null, false);
        foreach (var threshold in new[] { Standing.Available, Standing.Drained })
            if (Picks(_policy, threshold) is { Count: > 0 } picks) return new(picks, threshold, false);

        if (!world.FallsBackToEndpoints) return new([], null, false);
        if (world.Fallback != Fallback.AllEndpoints && Picks(_policy, Standing.Down) is { Count: > 0 } preferred) return new(preferred, Standing.Down, false);
        if (all.Max() == Standing.Evacuated) return new([], null, false);
        return new([], world.Fallback == Fallback.AllEndpoints ? Standing.Down : all.Max(), true);
    }

    /// <summary>Every leaf that a node may pick.</summary>
    private HashSet<Pick> Picks(PolicyNode node, Standing threshold)
    {
        if (node.Minimum is { } minimum && !Meets(node, minimum, threshold)) return [];
        switch (node)
        {
            case PoolNode pool:
                return Endpoints(pool.Pool).Any(endpoint => StandingOf(endpoint) >= threshold) ? [new(pool.Pool, pool.Most ?? 16)] : [];
            case ReferenceNode reference:
                return Picks(world.Document.FindPolicy(reference.Policy)!, threshold);
            case FailoverNode failover:
                var order = Available(failover.Order);
                return failover.Trickle == 0 ? First(order) : failover.Trickle == 100 ? [.. order.Take(2).LastOrDefault([])] : [.. order.Take(2).SelectMany(picks => picks)];
            case WeightedNode weighted:
                return ByWeight(weighted.Branches);
            case StickyNode sticky:
                return ByWeight(sticky.Branches);
            case RoundRobinNode roundRobin:
                return [.. Available(roundRobin.Members).SelectMany(picks => picks)];
            case ShedNode shed:
                return shed.Share == 0 ? First(Available([shed.From, shed.To])) : shed.Share == 100 ? First(Available([shed.To, shed.From])) : [.. Available([shed.From, shed.To]).SelectMany(picks => picks)];
            case GeographicNode geographic:
                return First(Available([.. Fitting(geographic), geographic.Otherwise]));
            default:
                throw new NotSupportedException($"the model has no {node.GetType().Name}");
        }

        List<HashSet<Pick>> Available(IEnumerable<PolicyNode> nodes) => [.. nodes.Select(each => Picks(each, threshold)).Where(picks => picks.Count > 0)];

        HashSet<Pick> ByWeight(IEnumerable<WeightedBranch> branches)
        {
            var available = branches.Select(branch => (branch.Weight, Picks: Picks(branch.Node, threshold))).Where(branch => branch.Picks.Count > 0).ToList();
            var weighty = available.Where(branch => branch.Weight > 0).ToList();
            return [.. (weighty.Count > 0 ? weighty : available).SelectMany(branch => branch.Picks)];
        }
    }

    // Prefixes from the longest, then countries, then continents.
    private IEnumerable<PolicyNode> Fitting(GeographicNode node) => node.Branches
        .SelectMany(branch => branch.Places.Where(world.Fits).Select(place => (branch.Node, Rank: place.Prefix is { } prefix ? prefix.PrefixLength + 2 : place.Country is not null ? 1 : 0)))
        .OrderByDescending(fit => fit.Rank).Select(fit => fit.Node);

    private bool Meets(PolicyNode node, Minimum minimum, Standing threshold)
    {
        var available = Open(node, threshold, isAsked: true).SelectMany(Endpoints).Where(endpoint => StandingOf(endpoint) >= threshold).ToList();
        if (minimum.Count is { } count) return available.Count >= count;
        var all = Pools(node).SelectMany(Endpoints).ToList();
        Func<Endpoint, int> weight = all.Any(endpoint => endpoint.Weight > 0) ? endpoint => endpoint.Weight : _ => 1;
        return available.Count > 0 && available.Sum(weight) * 100 >= all.Sum(weight) * minimum.Share!.Value;
    }

    // The pools that can be come to without passing a node that has too little.
    private HashSet<PoolCode> Open(PolicyNode node, Standing threshold, bool isAsked = false) =>
        !isAsked && node.Minimum is { } minimum && !Meets(node, minimum, threshold) ? []
        : node is PoolNode pool ? [pool.Pool]
        : [.. Below(node).SelectMany(child => Open(child, threshold))];

    private HashSet<PoolCode> Pools(PolicyNode node) => node is PoolNode pool ? [pool.Pool] : [.. Below(node).SelectMany(Pools)];

    private IEnumerable<PolicyNode> Below(PolicyNode node) => node is ReferenceNode reference ? [world.Document.FindPolicy(reference.Policy)!] : node.Children;

    private IEnumerable<Endpoint> Endpoints(PoolCode pool) =>
        world.Document.FindPool(pool)!.Endpoints.Where(endpoint => (endpoint.Address.AddressFamily == AddressFamily.InterNetwork) == world.IsIPv4);

    private Standing StandingOf(Endpoint endpoint)
    {
        var pool = world.Document.Pools.Single(known => known.Endpoints.Contains(endpoint));
        var state = world.Document.FindRegion(pool.Region)!.State;
        if (state == RegionState.Evacuated) return Standing.Evacuated;
        if (world.Health.Endpoints[endpoint.Code].Health == HealthState.Down) return Standing.Down;
        return state == RegionState.Drained ? Standing.Drained : Standing.Available;
    }

    private static HashSet<Pick> First(List<HashSet<Pick>> available) => available.Count > 0 ? available[0] : [];
}
