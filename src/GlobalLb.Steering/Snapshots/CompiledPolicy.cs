using GlobalLb.Steering.Configuration;

namespace GlobalLb.Steering.Snapshots;

/// <summary>All that decides an answer of a steered name, shared by all names that have the same.</summary>
public sealed class CompiledPolicy
{
    /// <param name="root">The tree.</param>
    /// <param name="ttl">Seconds a resolver may keep an answer.</param>
    /// <param name="fallback">What is answered when the tree finds nothing available.</param>
    internal CompiledPolicy(CompiledNode root, uint ttl, Fallback fallback)
    {
        (Root, Ttl, Fallback) = (root, ttl, fallback);
        var pools = new List<CompiledPool>();
        Collect(root, pools);
        Pools = [.. pools];
        HasIPv4 = pools.Any(pool => pool.CountOf(true) > 0);
        HasIPv6 = pools.Any(pool => pool.CountOf(false) > 0);
        AsksForPlace = Asks(root);
    }

    /// <summary>Its compiled tree.</summary>
    public CompiledNode Root { get; }

    /// <summary>Seconds a resolver may keep an answer.</summary>
    public uint Ttl { get; }

    /// <summary>What is answered when the tree finds nothing available.</summary>
    public Fallback Fallback { get; }

    /// <summary>Whether a pool of the tree has an endpoint that answers A.</summary>
    public bool HasIPv4 { get; }

    /// <summary>Whether a pool of the tree has an endpoint that answers AAAA.</summary>
    public bool HasIPv6 { get; }

    /// <summary>All pools that the tree reaches, each once.</summary>
    internal CompiledPool[] Pools { get; }

    /// <summary>Whether it makes a difference in which country or continent a client is.</summary>
    internal bool AsksForPlace { get; }

    /// <summary>Whether an endpoint of the family is reached.</summary>
    internal bool Has(bool isIPv4) => isIPv4 ? HasIPv4 : HasIPv6;

    private static void Collect(CompiledNode node, List<CompiledPool> pools)
    {
        if (node is CompiledPool pool && !pools.Contains(pool)) pools.Add(pool);
        foreach (var child in Children(node)) Collect(child, pools);
    }

    private static bool Asks(CompiledNode node) =>
        node is CompiledGeographic { Countries.Length: > 0 } || Children(node).Any(Asks);

    private static IEnumerable<CompiledNode> Children(CompiledNode node) => node switch
    {
        CompiledFailover failover => failover.Order,
        CompiledWeighted weighted => weighted.Branches,
        CompiledGeographic geographic => geographic.Branches.Append(geographic.Otherwise),
        _ => [],
    };
}
