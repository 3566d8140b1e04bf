using System.Net;
using GlobalLb.Steering.Configuration;
using GlobalLb.Steering.Places;

namespace GlobalLb.Steering.Snapshots;

/// <summary>Resolves the codes of policy trees to pools; equal trees are compiled once, however many names have them.</summary>
internal sealed class PolicyCompiler(EndpointTable endpoints)
{
    private const int MostShared = 16;

    private readonly Dictionary<PoolCode, CompiledPool> _pools = endpoints.Pools.ToDictionary(pool => pool.Code);
    private readonly Dictionary<PolicyNode, CompiledNode> _nodes = new(new PolicyShape());
    private readonly Dictionary<(CompiledNode Root, uint Ttl, Fallback Fallback), int> _indexes = [];
    private readonly List<CompiledPolicy> _policies = [];
    private readonly List<(Place Place, int Branch)[]> _places = [];

    /// <summary>All policies, by index.</summary>
    public CompiledPolicy[] Policies => [.. _policies];

    /// <summary>Compiles what decides for a name; gives the index of its policy.</summary>
    public CompiledName Compile(SteeredName name, out int index)
    {
        var key = (Compile(name.Policy), name.Ttl, name.Fallback);
        if (!_indexes.TryGetValue(key, out index))
        {
            _indexes.Add(key, index = _policies.Count);
            _policies.Add(new CompiledPolicy(key.Item1, key.Ttl, key.Fallback));
        }

        return new CompiledName(name.Name, _policies[index]);
    }

    private CompiledNode Compile(PolicyNode node)
    {
        if (node is PoolNode pool) return _pools[pool.Pool];
        if (!_nodes.TryGetValue(node, out var compiled)) _nodes.Add(node, compiled = CompileNew(node));
        return compiled;
    }

    private CompiledNode CompileNew(PolicyNode node) => node switch
    {
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
            Share([.. countries, .. continents]),
            Compile(node.Otherwise));
    }

    // Most policies tell the same places apart.
    private (Place Place, int Branch)[] Share((Place Place, int Branch)[] places)
    {
        var known = _places.Find(places.SequenceEqual);
        if (known is null && _places.Count < MostShared) _places.Add(places);
        return known ?? places;
    }

    private static PrefixTable<int>? Nest(IEnumerable<(IPNetwork Prefix, int Branch)> prefixes, out (int Branch, int Wider)[] fits)
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
        return table.Count == 0 ? null : PrefixTable<int>.Compile(table);
    }
}
