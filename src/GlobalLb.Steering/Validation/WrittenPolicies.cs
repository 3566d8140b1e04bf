using GlobalLb.Steering.Configuration;

namespace GlobalLb.Steering.Validation;

/// <summary>
/// The named policies of a document, and what comes with a reference to one: how deep it goes, how many nodes it comes to, which
/// pools it reaches. Made upward from those that refer to nothing, without recursion: a document may refer as far as it likes.
/// </summary>
internal sealed class WrittenPolicies
{
    private readonly Dictionary<PolicyName, PolicyNode> _policies = [];
    private readonly Dictionary<PolicyName, (int Depth, double Nodes, HashSet<PoolCode> Pools, SteeredTypes Types)> _known = [];

    public WrittenPolicies(ConfigurationDocument document)
    {
        // Of two of one name, which is a problem of its own, the first counts.
        foreach (var (name, node) in document.Policies) _policies.TryAdd(name, node);
        var referrers = new Dictionary<PolicyName, List<PolicyName>>();
        var open = new Dictionary<PolicyName, int>();
        var ready = new Queue<PolicyName>();
        foreach (var (name, node) in _policies)
        {
            var references = References(node).Where(Has).ToHashSet();
            foreach (var reference in references)
            {
                if (!referrers.TryGetValue(reference, out var list)) referrers.Add(reference, list = []);
                list.Add(name);
            }

            open.Add(name, references.Count);
            if (references.Count == 0) ready.Enqueue(name);
        }

        while (ready.TryDequeue(out var name))
        {
            var (depth, nodes) = ExtentOf(_policies[name]);
            _known.Add(name, (depth, nodes, [.. PoolsOf(_policies[name])], TypesOf(_policies[name])));
            foreach (var referrer in referrers.GetValueOrDefault(name, []))
                if (--open[referrer] == 0) ready.Enqueue(referrer);
        }
    }

    /// <summary>Whether no policy comes back to itself.</summary>
    public bool AreWithoutLoop => _known.Count == _policies.Count;

    /// <summary>Whether there is such a policy.</summary>
    public bool Has(PolicyName name) => _policies.ContainsKey(name);

    /// <summary>How deep a valid tree is, and how many nodes it has, with all it refers to; what leads to a loop counts as nothing.</summary>
    public (int Depth, double Nodes) ExtentOf(PolicyNode node)
    {
        var (depth, nodes) = (0, 0.0);
        if (node is ReferenceNode reference && _known.TryGetValue(reference.Policy, out var known)) (depth, nodes) = (known.Depth, known.Nodes);
        foreach (var child in node.Children)
        {
            var below = ExtentOf(child);
            (depth, nodes) = (Math.Max(depth, below.Depth), nodes + below.Nodes);
        }

        return (depth + 1, nodes + 1);
    }

    /// <summary>The pools that a valid tree reaches, with all it refers to.</summary>
    public IEnumerable<PoolCode> PoolsOf(PolicyNode node) => node switch
    {
        PoolNode pool => [pool.Pool],
        ReferenceNode reference => _known.TryGetValue(reference.Policy, out var known) ? known.Pools : [],
        _ => node.Children.SelectMany(PoolsOf),
    };

    /// <summary>The types that the leaves of records of a valid tree have, with all it refers to.</summary>
    public SteeredTypes TypesOf(PolicyNode node) => node switch
    {
        RecordsNode records => SteeredType.Of(records.Records),
        ReferenceNode reference => _known.TryGetValue(reference.Policy, out var known) ? known.Types : SteeredTypes.None,
        _ => node.Children.Aggregate(SteeredTypes.None, (types, child) => types | TypesOf(child)),
    };

    /// <summary>Ways by which policies come back to themselves: at least one when there is any.</summary>
    public IEnumerable<IReadOnlyList<PolicyName>> FindLoops()
    {
        // Whoever is left over refers to another who is: going on from there ends in a loop.
        var walks = new Dictionary<PolicyName, int>();
        foreach (var start in _policies.Keys.Where(IsLeftOver))
        {
            var way = new List<PolicyName>();
            var walk = walks.Count;
            var at = start;
            for (; walks.TryAdd(at, walk); at = References(_policies[at]).First(IsLeftOver)) way.Add(at);
            if (walks[at] == walk && way.Count > 0) yield return [.. way.SkipWhile(name => name != at), at];
        }
    }

    private bool IsLeftOver(PolicyName name) => Has(name) && !_known.ContainsKey(name);

    private static IEnumerable<PolicyName> References(PolicyNode node) => node.AndAllBelow().OfType<ReferenceNode>().Select(reference => reference.Policy);
}
