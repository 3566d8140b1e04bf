using System.Net.Sockets;
using GlobalLb.Steering.Configuration;
using GlobalLb.Steering.Health;
using GlobalLb.Steering.Snapshots;

namespace GlobalLb.Steering.Tests.Choosing;

/// <summary>
/// What policies promise, in the plainest words there are: everything that a tree may pick for the client of a world, whatever chance
/// and hashes say. Written without any of the evaluator's code.
/// </summary>
internal sealed class PolicyModel(World world, HealthTable health, PolicyModel? before, IReadOnlySet<EndpointCode> nearby)
{
    /// <summary>A leaf that may be picked.</summary>
    /// <param name="Pool">The pool.</param>
    /// <param name="Most">The most endpoints of it that are answered.</param>
    /// <param name="Least">The worst standing that is answered.</param>
    public sealed record Pick(PoolCode Pool, int Most, Standing Least);

    /// <summary>What may come out; nothing may be picked when several pools are answered, or none.</summary>
    /// <param name="Picks">What may be picked.</param>
    /// <param name="Threshold">The worst standing that is answered; null: it does not matter.</param>
    /// <param name="IsSeveral">Whether all pools are answered.</param>
    /// <param name="IsLastGood">Whether what is answered is what was good last.</param>
    public sealed record Outcome(HashSet<Pick> Picks, Standing? Threshold, bool IsSeveral, bool IsLastGood = false);

    private readonly PolicyNode _policy = world.Document.Zones[0].SteeredNames[0].Policy;

    /// <param name="world">The world, whose health was another before.</param>
    public PolicyModel(World world)
        : this(world, world.Health, new(world, world.Before, null, new HashSet<EndpointCode>()), new HashSet<EndpointCode>())
    {
    }

    /// <summary>The model by what vantages near the client see, when that leaves anything available; else itself.</summary>
    public PolicyModel Nearby()
    {
        var near = new PolicyModel(world, health, this, world.DownNearby());
        return near.Picks(_policy, Standing.Available).Count > 0 ? near : this;
    }

    private IEnumerable<Endpoint> All => world.Document.NodesOf(_policy).OfType<PoolNode>().Select(leaf => leaf.Pool).Distinct().SelectMany(Endpoints);

    public Outcome Choose()
    {
        var all = All.Select(StandingOf).ToList();
        if (all.Count == 0) return new([], null, false);
        foreach (var threshold in new[] { Standing.Available, Standing.Drained })
            if (Picks(_policy, threshold) is { Count: > 0 } picks) return new(picks, threshold, false);

        if (!world.FallsBackToEndpoints) return new([], null, false);
        if (world.Fallback == Fallback.LastGood && Good(_policy) is { Count: > 0 } good) return new(Latest(good), Standing.Down, false, IsLastGood: true);
        if (world.Fallback != Fallback.AllEndpoints && Picks(_policy, Standing.Down) is { Count: > 0 } preferred) return new(preferred, Standing.Down, false);
        if (all.Max() == Standing.Evacuated) return new([], null, false);
        if (world.IsFenced && world.Fallback != Fallback.AllEndpoints) return new([], null, false);
        return new([], world.Fallback == Fallback.AllEndpoints ? Standing.Down : all.Max(), true);
    }

    /// <summary>Whether an answer has what an outcome promises: the best endpoints, none of weight 0 while there are others, as many as may be.</summary>
    /// <param name="outcome">The outcome.</param>
    /// <param name="pick">What of it was picked; null: several pools are answered.</param>
    /// <param name="answer">The answer.</param>
    public bool IsKept(Outcome outcome, Pick? pick, List<EndpointCode> answer)
    {
        int Rank(Endpoint endpoint) => outcome.IsLastGood ? MomentOf(endpoint) : (int)StandingOf(endpoint);
        var promised = (pick is null ? All : Endpoints(pick.Pool)).ToList();
        var least = pick is null ? (int)outcome.Threshold! : promised.Max(Rank);
        promised.RemoveAll(endpoint => Rank(endpoint) < least);
        if (promised.Exists(endpoint => endpoint.Weight > 0)) promised.RemoveAll(endpoint => endpoint.Weight == 0);
        if (pick is null && world.Fallback != Fallback.AllEndpoints && promised.Find(endpoint => answer.Contains(endpoint.Code)) is { } one)
            promised.RemoveAll(endpoint => PoolOf(endpoint).Region != PoolOf(one).Region);
        return answer.Count == Math.Min(promised.Count, pick?.Most ?? 16) && answer.Distinct().Count() == answer.Count && answer.All(code => promised.Exists(endpoint => endpoint.Code == code));
    }

    // What was ever good, but for a minimum that is not met now.
    private HashSet<Pick> Good(PolicyNode node) =>
        node.Minimum is { } minimum && !Meets(node, minimum, Standing.Down) ? []
        : node is not PoolNode pool ? [.. world.Below(node).SelectMany(Good)]
        : Endpoints(pool.Pool).Any(endpoint => MomentOf(endpoint) > 0) ? [new(pool.Pool, pool.Most ?? 16, Standing.Down)] : [];

    private HashSet<Pick> Latest(HashSet<Pick> picks)
    {
        int Moment(Pick pick) => Endpoints(pick.Pool).Max(MomentOf);
        return [.. picks.Where(pick => Moment(pick) == picks.Max(Moment))];
    }

    // When an endpoint was good last: 2 now, 1 before, 0 never.
    private int MomentOf(Endpoint endpoint) => StandingOf(endpoint) > Standing.Down ? 2 : before!.StandingOf(endpoint) > Standing.Down ? 1 : 0;

    /// <summary>Every leaf that a node may pick.</summary>
    private HashSet<Pick> Picks(PolicyNode node, Standing threshold)
    {
        if (node.Minimum is { } minimum && !Meets(node, minimum, threshold)) return [];
        switch (node)
        {
            case PoolNode pool:
                return BestOf(pool.Pool) is { } best && best >= threshold ? [new(pool.Pool, pool.Most ?? 16, threshold)] : [];
            case ReferenceNode reference:
                return Picks(world.Document.FindPolicy(reference.Policy)!, threshold);
            case FailoverNode failover:
                var began = failover.FailBack == FailBack.Automatic ? 0 : BeginOf(failover);
                var order = Available([.. failover.Order.Skip(began), .. failover.Order.Take(began)]);
                return failover.Trickle == 0 ? First(order) : failover.Trickle == 100 ? [.. order.Take(2).LastOrDefault([])] : [.. order.Take(2).SelectMany(picks => picks)];
            case WeightedNode weighted:
                return ByWeight(weighted.Branches);
            case StickyNode sticky:
                // What is drained keeps its share while something else is there.
                if (threshold == Standing.Available && IsForSomeone(sticky, threshold))
                    return [.. Picks(sticky with { Minimum = null }, Standing.Drained).Select(pick => pick with { Least = BestOf(pick.Pool)!.Value < Standing.Available ? Standing.Drained : threshold })];
                return ByWeight(sticky.Branches);
            case RoundRobinNode roundRobin:
                return [.. Available(roundRobin.Members).SelectMany(picks => picks)];
            case ShedNode shed:
                return shed.Share == 0 ? First(Available([shed.From, shed.To])) : shed.Share == 100 ? First(Available([shed.To, shed.From])) : [.. Available([shed.From, shed.To]).SelectMany(picks => picks)];
            case ScheduleNode:
                return First(Available(Below(node)));
            case RampNode ramp:
                var share = IsForSomeone(ramp.To, Standing.Available) ? ramp.Steps.LastOrDefault(step => StartOf(ramp, step) <= Example.Noon)?.Share ?? 0 : 0;
                return share == 0 ? First(Available([ramp.From, ramp.To])) : share == 100 ? First(Available([ramp.To, ramp.From])) : [.. Available([ramp.From, ramp.To]).SelectMany(picks => picks)];
            case CapacityNode capacity:
                var branches = Available(capacity.Branches.Select(branch => branch.Node));
                return IsForSomeone(capacity.Branches[0].Node, Standing.Available) && !IsOver(capacity.Branches[0].Node) ? First(branches) : [.. branches.SelectMany(picks => picks)];
            case GeographicNode geographic:
                return First(Available(world.Fitting(geographic)));
            case NearestNode nearest:
                return First(Available(world.Fitting(nearest)));
            case FastestNode fastest:
                return First(Available(world.Fitting(fastest)));
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

    // Where a failover goes on that does not come back by itself.
    private int BeginOf(FailoverNode node)
    {
        var began = before?.BeginOf(node) ?? 0;
        var next = Enumerable.Range(began, node.Order.Length).Select(i => i % node.Order.Length).Where(i => IsForSomeone(node.Order[i], Standing.Available)).ToList();
        return next.Count > 0 ? next[0] : began;
    }

    private bool Meets(PolicyNode node, Minimum minimum, Standing threshold)
    {
        var available = Open(node, threshold, isAsked: true).SelectMany(Endpoints).Where(endpoint => StandingOf(endpoint) >= threshold).ToList();
        if (minimum.Count is { } count) return available.Count >= count;
        var all = Pools(node).SelectMany(Endpoints).ToList();
        Func<Endpoint, int> weight = all.Any(endpoint => endpoint.Weight > 0) ? endpoint => endpoint.Weight : _ => 1;
        return available.Count > 0 && available.Sum(weight) * 100 >= all.Sum(weight) * minimum.Share!.Value;
    }

    private static DateTimeOffset StartOf(RampNode ramp, RampStep step) => ramp.Start.AddSeconds(ramp.Steps.TakeWhile(before => before != step).Sum(before => before.Hold));

    private bool IsOver(PolicyNode home) =>
        world.Document.FindRegion(world.Document.FindPool(Leaves(home).First())!.Region) is { Load: { } load, Capacity: { } capacity } && load > capacity;

    private IEnumerable<PoolCode> Leaves(PolicyNode node) => node switch
    {
        PoolNode pool => [pool.Pool],
        ReferenceNode reference => Leaves(world.Document.FindPolicy(reference.Policy)!),
        _ => node.Children.SelectMany(Leaves),
    };

    /// <summary>Whether there is a client for whom a node has something.</summary>
    private bool IsForSomeone(PolicyNode node, Standing threshold) =>
        (node.Minimum is not { } minimum || Meets(node, minimum, threshold))
        && (node is PoolNode pool ? BestOf(pool.Pool) >= threshold : Below(node).Any(child => IsForSomeone(child, threshold)));

    private Standing? BestOf(PoolCode pool) => Endpoints(pool).Select(endpoint => (Standing?)StandingOf(endpoint)).Max();

    // The pools that can be come to without passing a node that has too little.
    private HashSet<PoolCode> Open(PolicyNode node, Standing threshold, bool isAsked = false) =>
        !isAsked && node.Minimum is { } minimum && !Meets(node, minimum, threshold) ? []
        : node is PoolNode pool ? [pool.Pool]
        : [.. Below(node).SelectMany(child => Open(child, threshold))];

    private HashSet<PoolCode> Pools(PolicyNode node) => node is PoolNode pool ? [pool.Pool] : [.. Below(node).SelectMany(Pools)];

    private IEnumerable<PolicyNode> Below(PolicyNode node) => node switch
    {
        ReferenceNode reference => [world.Document.FindPolicy(reference.Policy)!],
        ScheduleNode schedule => AtNoon(schedule),
        _ => node.Children,
    };

    /// <summary>The children that a schedule of <see cref="SomeTrees"/> asks at noon of 2 January 2030, a Wednesday in the winter of Berlin: the one for now, then the last.</summary>
    public static IEnumerable<PolicyNode> AtNoon(ScheduleNode schedule)
    {
        var hour = schedule.Zone == "UTC" ? 12 : 13;
        var open = schedule.Exceptions.Where(exception => exception.Date == new DateOnly(2030, 1, 2)).Select(exception => exception.Node)
            .Concat(schedule.Windows.Where(IsOpen).Select(window => window.Node)).FirstOrDefault();
        return open is null ? [schedule.Otherwise] : [open, schedule.Otherwise];

        bool IsOpen(ScheduleWindow window) => window.To > window.From
            ? window.Days.Contains(Weekday.Wed) && window.From.Hour <= hour && hour < window.To.Hour
            : (window.Days.Contains(Weekday.Wed) && window.From.Hour <= hour)
                || (window.Days.Contains(Weekday.Tue) && hour < window.To.Hour && !schedule.Exceptions.Any(exception => exception.Date == new DateOnly(2030, 1, 1)));
    }

    private IEnumerable<Endpoint> Endpoints(PoolCode pool) =>
        world.Document.FindPool(pool)!.Endpoints.Where(endpoint => (endpoint.Address.AddressFamily == AddressFamily.InterNetwork) == world.IsIPv4);

    private Pool PoolOf(Endpoint endpoint) => world.Document.Pools.Single(known => known.Endpoints.Contains(endpoint));

    private Standing StandingOf(Endpoint endpoint)
    {
        var state = world.Document.FindRegion(PoolOf(endpoint).Region)!.State;
        if (state == RegionState.Evacuated) return Standing.Evacuated;
        if (health.Endpoints[endpoint.Code].Health == HealthState.Down || nearby.Contains(endpoint.Code)) return Standing.Down;
        return state == RegionState.Drained ? Standing.Drained : Standing.Available;
    }

    private static HashSet<Pick> First(List<HashSet<Pick>> available) => available.Count > 0 ? available[0] : [];
}
