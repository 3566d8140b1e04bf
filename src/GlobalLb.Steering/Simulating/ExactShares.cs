using GlobalLb.Steering.Choosing;
using GlobalLb.Steering.Snapshots;

namespace GlobalLb.Steering.Simulating;

/// <summary>
/// Which part of all clients alike each leaf of a policy gets: the evaluator's choice over all draws. Nodes that draw are worked
/// out from their weights; which children are available is the evaluator's word. Kinds that are not known here are drawn.
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
        if (child < 0)
        {
            Add(~child, part, parts);
            return;
        }

        var node = now.Node(child);
        switch (node.Kind)
        {
            case NodeKind.Failover:
                AddFirst(node.Children, part, ref now, parts);
                break;
            case NodeKind.Weighted:
                AddByWeight(node, part, ref now, parts);
                break;
            case NodeKind.Geographic:
                AddByPlace(node, part, ref now, parts);
                break;
            default:
                AddDrawn(child, part, ref now, parts);
                break;
        }
    }

    private static void AddFirst(ReadOnlySpan<int> children, double part, ref Situation now, Dictionary<int, double> parts)
    {
        foreach (var child in children)
        {
            if (!IsAvailable(child, ref now)) continue;
            Add(child, part, ref now, parts);
            return;
        }
    }

    private static void AddByWeight(CompiledNode node, double part, ref Situation now, Dictionary<int, double> parts)
    {
        var branches = node.Children;
        var weights = node.Numbers;
        Span<bool> areAvailable = branches.Length <= 256 ? stackalloc bool[branches.Length] : new bool[branches.Length];
        var (total, count) = (0L, 0);
        for (var i = 0; i < branches.Length; i++)
        {
            if (!(areAvailable[i] = IsAvailable(branches[i], ref now))) continue;
            total += weights[i];
            count++;
        }

        for (var i = 0; i < branches.Length; i++)
        {
            var share = !areAvailable[i] ? 0 : total > 0 ? (double)weights[i] / total : 1.0 / count;
            if (share > 0) Add(branches[i], part * share, ref now, parts);
        }
    }

    private static void AddByPlace(CompiledNode node, double part, ref Situation now, Dictionary<int, double> parts)
    {
        Span<int> room = stackalloc int[PlaceSet.MostFits];
        foreach (var branch in PlaceFits.Of(now.Snapshot, node.Numbers[0], now.Client, room))
        {
            var child = node.Children[branch];
            if (!IsAvailable(child, ref now)) continue;
            Add(child, part, ref now, parts);
            return;
        }
    }

    private static void AddDrawn(int child, double part, ref Situation now, Dictionary<int, double> parts)
    {
        for (var i = 0; i < Draws; i++)
        {
            now.Draw = Chance.Next((ulong)i);
            if (Chooser.Choose(child, ref now) is not Situation.Nothing and var leaf) Add(leaf, part / Draws, parts);
        }
    }

    private static bool IsAvailable(int child, ref Situation now) => Chooser.Choose(child, ref now) != Situation.Nothing;

    private static void Add(int leaf, double part, Dictionary<int, double> parts) => parts[leaf] = parts.GetValueOrDefault(leaf) + part;
}
