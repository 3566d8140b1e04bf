using System.Collections.Immutable;
using System.Net;
using GlobalLb.Dns.Names;
using GlobalLb.Steering.Configuration;
using GlobalLb.Steering.Places;

namespace GlobalLb.Steering.Snapshots;

/// <summary>Resolves the codes of policy trees to indexes; every pool is compiled once, however many names share it.</summary>
internal sealed class PolicyCompiler
{
    private readonly Dictionary<PoolCode, CompiledPool> _pools = [];

    public PolicyCompiler(ConfigurationDocument document, ImmutableArray<CompiledEndpoint> endpoints)
    {
        var byPool = endpoints.Select((endpoint, index) => (endpoint, index)).ToLookup(item => item.endpoint.Pool.Code);
        foreach (var pool in document.Pools)
        {
            _pools[pool.Code] = new CompiledPool(
                pool,
                [.. byPool[pool.Code].Where(item => item.endpoint.IsIPv4).Select(item => item.index)],
                [.. byPool[pool.Code].Where(item => !item.endpoint.IsIPv4).Select(item => item.index)]);
        }
    }

    public CompiledName Compile(SteeredName name, DomainName zone)
    {
        var policy = Compile(name.Policy);
        var pools = Pools(policy).Distinct().ToList();
        return new CompiledName(
            name, zone, policy, [.. pools.SelectMany(pool => pool.IPv4)], [.. pools.SelectMany(pool => pool.IPv6)]);
    }

    private CompiledNode Compile(PolicyNode node) => node switch
    {
        PoolNode pool => _pools[pool.Pool],
        FailoverNode failover => new CompiledFailover([.. failover.Order.Select(Compile)]),
        WeightedNode weighted => new CompiledWeighted(
            [.. weighted.Branches.Select(branch => Compile(branch.Node))], [.. weighted.Branches.Select(branch => branch.Weight)]),
        GeographicNode geographic => Compile(geographic),
        _ => throw new InvalidOperationException($"a policy node of type {node.GetType().Name} cannot be compiled"),
    };

    private CompiledGeographic Compile(GeographicNode node)
    {
        var places = node.Branches.SelectMany((branch, index) => branch.Places.Select(place => (place, index))).ToList();
        var countries = places.Where(item => item.place.Country is not null).Select(item => (Place.OfCountry(item.place.Country!), item.index));
        var continents = places.Where(item => item.place.Continent is not null).Select(item => (Place.OfContinent(item.place.Continent!), item.index));
        var prefixes = Nest(places.Where(item => item.place.Prefix is not null).Select(item => (item.place.Prefix!.Value, item.index)), out var fits);
        return new CompiledGeographic(
            [.. node.Branches.Select(branch => Compile(branch.Node))],
            prefixes,
            fits,
            [.. countries, .. continents],
            Compile(node.Otherwise));
    }

    private static PrefixTable<int> Nest(IEnumerable<(IPNetwork Prefix, int Branch)> prefixes, out ImmutableArray<(int Branch, int Wider)> fits)
    {
        // Widest first: what a prefix lies in is in the table before it. Prefixes of one branch in the same surroundings are one
        // fit, so that neighbours among them merge and the scope stays as wide as it is true.
        var known = new Dictionary<(int Branch, int Wider), int>();
        var table = new List<(IPNetwork Prefix, int Fit)>();
        foreach (var (prefix, branch) in prefixes.OrderBy(item => item.Prefix.PrefixLength))
        {
            var wider = table.FindLast(item => item.Prefix.Contains(prefix.BaseAddress)).Fit;
            if (!known.TryGetValue((branch, wider), out var fit)) known.Add((branch, wider), fit = known.Count + 1);
            table.Add((prefix, fit));
        }

        fits = [.. known.OrderBy(pair => pair.Value).Select(pair => pair.Key)];
        return PrefixTable<int>.Compile(table);
    }

    private static IEnumerable<CompiledPool> Pools(CompiledNode node) => node switch
    {
        CompiledPool pool => [pool],
        CompiledFailover failover => failover.Order.SelectMany(Pools),
        CompiledWeighted weighted => weighted.Branches.SelectMany(Pools),
        CompiledGeographic geographic => geographic.Branches.Append(geographic.Otherwise).SelectMany(Pools),
        _ => [],
    };
}
