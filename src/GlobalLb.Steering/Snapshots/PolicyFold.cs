using GlobalLb.Steering.Configuration;

namespace GlobalLb.Steering.Snapshots;

/// <summary>
/// Folds how pools stand to how policy nodes stand: the best standing in which something is available below a node, in each
/// address family by itself. A node that has a minimum stands as well as it meets that.
/// </summary>
internal sealed class PolicyFold
{
    private readonly Snapshot _snapshot;
    private readonly PolicyTable _policies;
    private readonly Standing[] _nodes;
    private readonly int[] _numbers;
    private readonly Dictionary<int, bool> _reached = [];

    private PolicyFold(Snapshot snapshot, Standing[] nodes, int[] numbers) => (_snapshot, _policies, _nodes, _numbers) = (snapshot, snapshot.Policies, nodes, numbers);

    /// <summary>How nodes stand: of each, by its index, first IPv4, then IPv6.</summary>
    /// <param name="snapshot">How endpoints and pools stand at its moment; its node numbers are those of the snapshot before.</param>
    /// <param name="next">Is told when something that is folded changes by itself.</param>
    /// <param name="numbers">What nodes decide by that.</param>
    public static Standing[] Fold(Snapshot snapshot, ref Soonest next, out int[] numbers)
    {
        var policies = snapshot.Policies;
        numbers = [.. snapshot.NodeNumbers];
        var fold = new PolicyFold(snapshot, new Standing[policies.Nodes.Length * 2], numbers);
        var (nextMinimum, nextFold) = (0, 0);
        for (var i = 0; i < policies.Nodes.Length; i++)
        {
            Minimum? minimum = null;
            if (nextMinimum < policies.Minimums.Length && policies.Minimums[nextMinimum].Index == i) minimum = policies.Minimums[nextMinimum++].Minimum;
            FoldedNode? folded = null;
            if (nextFold < policies.Folds.Length && policies.Folds[nextFold].Index == i) folded = policies.Folds[nextFold++];
            foreach (var isIPv4 in (ReadOnlySpan<bool>)[true, false]) fold.Set(i, minimum, folded, isIPv4, ref next);
        }

        return fold._nodes;
    }

    /// <summary>What a node of a snapshot has, and would need.</summary>
    public static (MinimumTally Tally, Minimum Minimum) Count(Snapshot snapshot, CompiledNode node, Standing threshold, bool isIPv4)
    {
        var fold = new PolicyFold(snapshot, snapshot.NodeStandings, snapshot.NodeNumbers);
        var index = node.Index;
        return (fold.Count(node, threshold, isIPv4), Array.Find(snapshot.Policies.Minimums, item => item.Index == index).Minimum);
    }

    private void Set(int index, Minimum? minimum, FoldedNode? folded, bool isIPv4, ref Soonest next)
    {
        var node = _policies.Node(_policies.Nodes[index]);
        if (folded is { } fold)
        {
            Span<Standing> children = new Standing[node.Children.Length];
            for (var i = 0; i < children.Length; i++) children[i] = StandingOf(node.Children[i], isIPv4);
            fold.Fold.Fold(children, _snapshot.Moment, fold.NumbersOf(_numbers, isIPv4), ref next);
        }

        var best = Standing.Evacuated;
        for (var i = 0; i < node.Children.Length; i++)
            if (Asks(node, i, isIPv4) && StandingOf(node.Children[i], isIPv4) is var standing && standing > best) best = standing;
        if (minimum is not null)
            while (best > Standing.Evacuated && !Count(node, best, isIPv4).Meets(minimum)) best--;
        _nodes[At(index, isIPv4)] = best;
    }

    // Only a schedule leaves children out for everyone.
    private bool Asks(CompiledNode node, int child, bool isIPv4) => node.Kind != NodeKind.Schedule || ScheduleFold.Asks(node, child, _numbers, isIPv4);

    private Standing StandingOf(int child, bool isIPv4) => child < 0 ? _snapshot.StandingOf(~child, isIPv4).Best : _nodes[At(_policies.Node(child).Index, isIPv4)];

    private MinimumTally Count(CompiledNode node, Standing threshold, bool isIPv4)
    {
        _reached.Clear();
        ReachChildren(node, true, threshold, isIPv4);
        var tally = default(MinimumTally);
        foreach (var (pool, isReached) in _reached)
        {
            ref readonly var standing = ref _snapshot.StandingOf(pool, isIPv4);
            for (var i = standing.First; i < standing.First + standing.Count; i++)
                tally = tally.With(_snapshot.Endpoints.Weights[i], isReached && _snapshot.Standings[i] >= threshold);
        }

        return tally;
    }

    private void ReachChildren(CompiledNode node, bool isReached, Standing threshold, bool isIPv4)
    {
        for (var i = 0; i < node.Children.Length; i++)
            if (Asks(node, i, isIPv4)) Reach(node.Children[i], isReached, threshold, isIPv4);
    }

    // What stands behind a node that counts as having nothing is not available through it, but perhaps through another.
    private void Reach(int child, bool isReached, Standing threshold, bool isIPv4)
    {
        isReached &= StandingOf(child, isIPv4) >= threshold;
        if (child >= 0) ReachChildren(_policies.Node(child), isReached, threshold, isIPv4);
        else _reached[~child] = isReached || _reached.GetValueOrDefault(~child);
    }

    private static int At(int index, bool isIPv4) => (index * 2) + (isIPv4 ? 0 : 1);
}
