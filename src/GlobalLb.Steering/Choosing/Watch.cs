using System.Collections.Immutable;
using GlobalLb.Steering.Configuration;
using GlobalLb.Steering.Snapshots;

namespace GlobalLb.Steering.Choosing;

/// <summary>Asks a node as an answer does, and writes down what it had to choose among: what nodes do not need to know themselves.</summary>
internal static class Watch
{
    /// <summary>As <see cref="Chooser.Choose(int, ref Situation)"/>.</summary>
    public static int Choose(int child, ref Situation now)
    {
        var trace = now.Trace!;
        var at = trace.Begin();
        var leaf = Chooser.Ask(child, ref now);
        var asked = trace.End(child, leaf);
        trace.Describe(at, child < 0 ? OfLeaf(~child, now) : OfNode(child, leaf, asked, now));
        return leaf;
    }

    private static TracedNode OfLeaf(int pool, in Situation now)
    {
        if (pool - now.Snapshot.Endpoints.Pools.Length is >= 0 and var records)
        {
            var isLeft = now.IsAvailable(pool);
            var candidate = new TracedCandidate(SteeredType.Format(now.Snapshot.RecordLeaves.Types(records)), isLeft, isLeft ? null : "it is not of the type asked for");
            return new TracedNode("records", "type", [candidate], null, isLeft);
        }

        ref readonly var standing = ref now.StandingOf(pool);
        var candidates = ImmutableArray.CreateBuilder<TracedCandidate>(standing.Count);
        for (var i = standing.First; i < standing.First + standing.Count; i++)
        {
            var isLeft = now.Snapshot.Standings[i] >= now.Threshold;
            candidates.Add(new TracedCandidate(now.Snapshot.Endpoints[i].Code.Value, isLeft, isLeft ? null : StandingWords.Of(now.Snapshot, i)));
        }

        return new TracedNode("pool", "standing", candidates.DrainToImmutable(), null, now.IsAvailable(pool));
    }

    private static TracedNode OfNode(int at, int leaf, List<(int Child, int Leaf)> asked, Situation now)
    {
        var node = now.Node(at);
        var children = node.Children;
        var chosen = leaf == Situation.Nothing ? null : asked.FindLast(item => item.Leaf == leaf) is var last ? (int?)children.IndexOf(last.Child) : null;
        Span<int> room = stackalloc int[PlaceSet.MostFits];
        var fits = node.Kind == NodeKind.Geographic ? PlaceFits.Of(now.Snapshot, node.Numbers[0], now.Client, now.Imagined, room) : [];

        var by = NodeWords.WhatChooses(now.Snapshot, node);

        // Those that were passed over are asked with nobody watching: the scope of the answer is not theirs to narrow.
        now.Trace = null;
        var candidates = ImmutableArray.CreateBuilder<TracedCandidate>(children.Length);
        for (var i = 0; i < children.Length; i++)
        {
            var what = NodeWords.NameOf(now.Snapshot, children[i]);
            if (node.Kind == NodeKind.Geographic && !fits.Contains(i)) candidates.Add(new TracedCandidate(what, false, NodeWords.WhyNotTried(by)));
            else if (Chooser.Ask(children[i], ref now) == Situation.Nothing) candidates.Add(new TracedCandidate(what, false, WhyNothing(children[i], now)));
            else candidates.Add(new TracedCandidate(what, true, i == chosen ? null : NodeWords.WhyOther(by)));
        }

        return new TracedNode(NodeWords.KindOf(now.Snapshot, node), by, candidates.DrainToImmutable(), chosen, leaf != Situation.Nothing);
    }

    private static string WhyNothing(int child, in Situation now)
    {
        if (child >= 0)
        {
            var node = now.Node(child);
            if (node.Kind == NodeKind.Pool) return WhyNothing(node.Children[0], now);
            return node.HasMinimum && !now.IsAvailable(node) ? "it has less available than its minimum" : "nothing below it is available";
        }

        ref readonly var standing = ref now.StandingOf(~child);
        if (~child >= now.Snapshot.Endpoints.Pools.Length) return "it is not of the type asked for";
        if (standing.Count == 0) return $"it has no {(now.IsIPv4 ? "IPv4" : "IPv6")} endpoint";
        var words = new List<string>();
        for (var i = standing.First; i < standing.First + standing.Count; i++) words.Add($"{now.Snapshot.Endpoints[i].Code} {StandingWords.Of(now.Snapshot, i)}");
        return string.Join("; ", words);
    }
}
