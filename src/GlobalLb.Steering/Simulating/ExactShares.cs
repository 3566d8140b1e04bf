using GlobalLb.Steering.Choosing;
using GlobalLb.Steering.Snapshots;

namespace GlobalLb.Steering.Simulating;

/// <summary>
/// Which part of all clients alike each leaf of a policy gets: the evaluator's choice over all draws, and over all networks where
/// they draw. Nodes that draw are worked out from their weights; which children are available is the evaluator's word.
/// </summary>
internal static class ExactShares
{
    // Spread by a fixed sequence: the same snapshot gives the same shares.
    private const int Draws = 400;

    /// <summary>Adds what a child of a node gives to <paramref name="part"/> of the clients.</summary>
    /// <param name="child">The child; it has something available.</param>
    /// <param name="part">0 to 1.</param>
    /// <param name="now">What the choice depends on.</param>
    /// <param name="parts">By leaf: its part so far.</param>
    public static void Add(int child, double part, ref Situation now, Dictionary<int, double> parts)
    {
        if (part <= 0) return;
        if (child < 0)
        {
            Add(~child, part, parts);
            return;
        }

        var node = now.Node(child);
        var children = node.Children;
        switch (node.Kind)
        {
            case NodeKind.Pool or NodeKind.Policy:
                Add(children[0], part, ref now, parts);
                break;
            case NodeKind.Failover:
                AddFailover(node, part, ref now, parts);
                break;
            case NodeKind.Weighted:
                AddByWeight(children, node.Numbers[..children.Length], part, ref now, parts);
                break;
            case NodeKind.Sticky:
                // Networks that a drained region won stay with it while the node has anything available.
                var threshold = now.Threshold;
                if (threshold == Standing.Available && now.IsAvailable(node)) now.Threshold = Standing.Drained;
                AddByWeight(children, node.Numbers[..children.Length], part, ref now, parts);
                now.Threshold = threshold;
                break;
            case NodeKind.RoundRobin:
                AddByWeight(children, [], part, ref now, parts);
                break;
            case NodeKind.Shed:
                AddSplit(children[0], children[1], node.Numbers[0], part, ref now, parts);
                break;
            case NodeKind.Ramp:
                AddSplit(children[0], children[1], now.Folded(node.Numbers[0], 1)[0], part, ref now, parts);
                break;
            case NodeKind.Schedule:
                AddFirst([children[now.Folded(node.Numbers[0], 1)[0]], children[^1]], 0, part, ref now, parts);
                break;
            case NodeKind.Capacity:
                AddByCapacity(children, now.Folded(node.Numbers[0], children.Length), part, ref now, parts);
                break;
            case NodeKind.Geographic:
                Span<int> room = stackalloc int[PlaceSet.MostFits];
                var fits = PlaceFits.Of(now.Snapshot, node.Numbers[0], now.Client, now.Imagined, room);
                Span<int> order = stackalloc int[fits.Length];
                for (var i = 0; i < fits.Length; i++) order[i] = children[fits[i]];
                AddFirst(order, 0, part, ref now, parts);
                break;
            default:
                throw new InvalidOperationException($"no shares are known of {node.Kind}");
        }
    }

    // With manual fail-back it is counted from the one that it begins with.
    private static void AddFailover(CompiledNode node, double part, ref Situation now, Dictionary<int, double> parts)
    {
        var children = node.Children;
        var first = node.Numbers[1] is >= 0 and var folded ? now.Folded(folded, 1)[0] : 0;
        AddFirst([.. children[first..], .. children[..first]], node.Numbers[0], part, ref now, parts);
    }

    // Whom a branch has nothing for, the others get in their order.
    private static void AddByCapacity(ReadOnlySpan<int> branches, ReadOnlySpan<int> ends, double part, ref Situation now, Dictionary<int, double> parts)
    {
        for (var i = 0; i < branches.Length; i++)
        {
            var share = (double)(ends[i] - (i == 0 ? 0 : ends[i - 1])) / CapacityFold.Whole;
            AddFirst([branches[i], .. branches[..i], .. branches[(i + 1)..]], 0, part * share, ref now, parts);
        }
    }

    // The first that is available, but for the percentage that the next one gets when there is one.
    private static void AddFirst(scoped ReadOnlySpan<int> order, int trickle, double part, ref Situation now, Dictionary<int, double> parts)
    {
        var first = Next(order, 0, ref now);
        if (first == order.Length) return;
        var next = trickle == 0 ? order.Length : Next(order, first + 1, ref now);
        var rest = next == order.Length ? 0 : part * trickle / 100;
        Add(order[first], part - rest, ref now, parts);
        if (rest > 0) Add(order[next], rest, ref now, parts);
    }

    private static int Next(scoped ReadOnlySpan<int> order, int at, ref Situation now)
    {
        while (at < order.Length && !IsAvailable(order[at], ref now)) at++;
        return at;
    }

    // No weights: all alike. A weight of 0 counts only where there is no other.
    private static void AddByWeight(ReadOnlySpan<int> children, ReadOnlySpan<int> weights, double part, ref Situation now, Dictionary<int, double> parts)
    {
        var areAvailable = new bool[children.Length];
        var (total, count) = (0L, 0);
        for (var i = 0; i < children.Length; i++)
        {
            if (!(areAvailable[i] = IsAvailable(children[i], ref now))) continue;
            total += weights.IsEmpty ? 0 : weights[i];
            count++;
        }

        for (var i = 0; i < children.Length; i++)
            if (areAvailable[i]) Add(children[i], part * (total > 0 ? (double)weights[i] / total : 1.0 / count), ref now, parts);
    }

    // A percentage goes to the second, and all of it where the other one has nothing.
    private static void AddSplit(int from, int to, int percent, double part, ref Situation now, Dictionary<int, double> parts)
    {
        var share = !IsAvailable(to, ref now) ? 0 : !IsAvailable(from, ref now) ? 1 : percent / 100.0;
        Add(from, part * (1 - share), ref now, parts);
        Add(to, part * share, ref now, parts);
    }

    /// <summary>Adds what a policy gives, by drawing: while regions return, or what was good last is answered, all of it depends on the draw.</summary>
    public static void AddDrawn(CompiledPolicy policy, double part, Snapshot snapshot, Client client, bool isIPv4, Dictionary<int, double> parts)
    {
        for (var i = 0; i < Draws; i++)
        {
            var choice = Chooser.Choose(policy, snapshot, client with { IsMany = true }, isIPv4, Chance.Next((ulong)i));
            var leaf = choice.RecordsIndex < 0 ? choice.PoolIndex : snapshot.Endpoints.Pools.Length + choice.RecordsIndex;
            if (leaf >= 0) Add(leaf, part / Draws, parts);
        }
    }

    private static bool IsAvailable(int child, ref Situation now) => Chooser.Choose(child, ref now) != Situation.Nothing;

    private static void Add(int leaf, double part, Dictionary<int, double> parts) => parts[leaf] = parts.GetValueOrDefault(leaf) + part;
}
