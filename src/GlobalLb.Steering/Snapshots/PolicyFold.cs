using GlobalLb.Steering.Configuration;

namespace GlobalLb.Steering.Snapshots;

/// <summary>
/// Folds how pools stand to how policy nodes stand: the best standing in which something is available below a node, in each
/// address family by itself. A node that has a minimum stands as well as it meets that.
/// </summary>
internal sealed class PolicyFold
{
    private readonly PolicyTable _policies;
    private readonly EndpointTable _endpoints;
    private readonly ReadOnlyMemory<Standing> _standings;
    private readonly PoolStanding[] _pools;
    private readonly Standing[] _nodes;
    private readonly Dictionary<int, bool> _reached = [];

    private PolicyFold(PolicyTable policies, EndpointTable endpoints, ReadOnlyMemory<Standing> standings, PoolStanding[] pools, Standing[] nodes) =>
        (_policies, _endpoints, _standings, _pools, _nodes) = (policies, endpoints, standings, pools, nodes);

    /// <summary>How nodes stand: of each, by its index, first IPv4, then IPv6.</summary>
    public static Standing[] Fold(PolicyTable policies, EndpointTable endpoints, ReadOnlyMemory<Standing> standings, PoolStanding[] pools)
    {
        var fold = new PolicyFold(policies, endpoints, standings, pools, new Standing[policies.Nodes.Length * 2]);
        var next = 0;
        for (var i = 0; i < policies.Nodes.Length; i++)
        {
            Minimum? minimum = null;
            if (next < policies.Minimums.Length && policies.Minimums[next].Index == i) minimum = policies.Minimums[next++].Minimum;
            foreach (var isIPv4 in (ReadOnlySpan<bool>)[true, false]) fold.Set(i, minimum, isIPv4);
        }

        return fold._nodes;
    }

    /// <summary>What a node of a snapshot has, and would need.</summary>
    public static (MinimumTally Tally, Minimum Minimum) Count(Snapshot snapshot, CompiledNode node, Standing threshold, bool isIPv4)
    {
        var fold = new PolicyFold(snapshot.Policies, snapshot.Endpoints, snapshot.Standings.AsMemory(), snapshot.PoolStandings, snapshot.NodeStandings);
        var index = node.Index;
        return (fold.Count(node, threshold, isIPv4), Array.Find(snapshot.Policies.Minimums, item => item.Index == index).Minimum);
    }

    private void Set(int index, Minimum? minimum, bool isIPv4)
    {
        var node = _policies.Node(_policies.Nodes[index]);
        var best = Standing.Evacuated;
        foreach (var child in node.Children)
            if (StandingOf(child, isIPv4) is var standing && standing > best) best = standing;
        if (minimum is not null)
            while (best > Standing.Evacuated && !Count(node, best, isIPv4).Meets(minimum)) best--;
        _nodes[At(index, isIPv4)] = best;
    }

    private Standing StandingOf(int child, bool isIPv4) => child < 0 ? _pools[At(~child, isIPv4)].Best : _nodes[At(_policies.Node(child).Index, isIPv4)];

    private MinimumTally Count(CompiledNode node, Standing threshold, bool isIPv4)
    {
        _reached.Clear();
        foreach (var child in node.Children) Reach(child, true, threshold, isIPv4);
        var tally = default(MinimumTally);
        foreach (var (pool, isReached) in _reached)
        {
            ref readonly var standing = ref _pools[At(pool, isIPv4)];

            // A leaf of records counts as one endpoint, of the least weight.
            if (pool >= _endpoints.Pools.Length && standing.Best > Standing.Evacuated) tally = tally.With(1, isReached);
            for (var i = standing.First; i < standing.First + standing.Count; i++)
                tally = tally.With(_endpoints.Weights[i], isReached && _standings.Span[i] >= threshold);
        }

        return tally;
    }

    // What stands behind a node that counts as having nothing is not available through it, but perhaps through another.
    private void Reach(int child, bool isReached, Standing threshold, bool isIPv4)
    {
        isReached &= StandingOf(child, isIPv4) >= threshold;
        if (child < 0)
        {
            _reached[~child] = isReached || _reached.GetValueOrDefault(~child);
            return;
        }

        foreach (var grandchild in _policies.Node(child).Children) Reach(grandchild, isReached, threshold, isIPv4);
    }

    private static int At(int index, bool isIPv4) => (index * 2) + (isIPv4 ? 0 : 1);
}
