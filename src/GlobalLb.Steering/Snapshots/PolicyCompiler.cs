using System.Net;
using GlobalLb.Steering.Configuration;
using GlobalLb.Steering.Places;

namespace GlobalLb.Steering.Snapshots;

/// <summary>Resolves the codes of policy trees to pools; equal trees are compiled once, however many names have them.</summary>
internal sealed class PolicyCompiler(EndpointTable endpoints)
{
    private readonly Dictionary<PoolCode, CompiledPool> _pools = endpoints.Pools.ToDictionary(pool => pool.Code);
    private readonly Dictionary<PolicyNode, CompiledNode> _nodes = new(new PolicyShape());
    private readonly Dictionary<CompiledNode, CompiledPolicy> _policies = [];

    public CompiledName Compile(SteeredName name)
    {
        var root = Compile(name.Policy);
        if (!_policies.TryGetValue(root, out var policy)) _policies.Add(root, policy = new CompiledPolicy(root));
        return new CompiledName(name.Name, name.Ttl, name.Fallback, policy);
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
            [.. countries, .. continents],
            Compile(node.Otherwise));
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
