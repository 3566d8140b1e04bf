using GlobalLb.Steering.Configuration;
using GlobalLb.Steering.Snapshots;

namespace GlobalLb.Steering.Choosing;

/// <summary>
/// The one evaluator: answers, explanations and simulations all come from here. A node returns a pool or nothing; nothing
/// makes its parent look further, so that a failure always travels up to whoever has an alternative.
/// </summary>
public static class Chooser
{
    /// <summary>
    /// Chooses for a steered name: what is available; else what stands in a drained region; else what its fallback says. The
    /// scope is that of all that was tried.
    /// </summary>
    /// <param name="name">The steered name.</param>
    /// <param name="snapshot">What is answered from.</param>
    /// <param name="client">Whom the answer is for.</param>
    /// <param name="isIPv4">Whether A is answered; otherwise AAAA.</param>
    /// <param name="draw">The chance of this query.</param>
    /// <param name="trace">Where to write down why; becomes <see cref="Choice.Why"/>.</param>
    public static Choice Choose(CompiledName name, Snapshot snapshot, in Client client, bool isIPv4, ulong draw, Trace? trace = null) =>
        Choose(name.Policy, snapshot, client, isIPv4, draw, trace);

    internal static Choice Choose(CompiledPolicy policy, Snapshot snapshot, in Client client, bool isIPv4, ulong draw, Trace? trace = null)
    {
        if (!policy.Has(isIPv4))
        {
            trace?.Note($"no pool of the policy has an {(isIPv4 ? "IPv4" : "IPv6")} endpoint");
            return new Choice { Snapshot = snapshot, PoolIndex = Situation.Nothing, IsIPv4 = isIPv4, Why = trace };
        }

        var now = new Situation(snapshot, client, isIPv4, draw, trace);
        var isSeveral = false;
        var pool = Choose(policy.Root, ref now);
        if (pool == Situation.Nothing) pool = Resort(policy, ref now, out isSeveral);
        return new Choice
        {
            Snapshot = snapshot,
            Policy = policy,
            PoolIndex = PoolLeaf.IndexOf(pool),
            Most = PoolLeaf.MostOf(pool),
            IsSeveral = isSeveral,
            Threshold = now.Threshold,
            IsIPv4 = isIPv4,
            Scope = now.Scope,
            Why = trace,
        };
    }

    /// <summary>What a child of a node picks, in the form of <see cref="PoolLeaf"/>; <see cref="Situation.Nothing"/> when it has nothing available.</summary>
    internal static int Choose(int child, ref Situation now)
    {
        if (child < 0) return PoolLeaf.Choose(~child, ref now);
        var node = now.Node(child);
        if (node.HasMinimum && !MeetsMinimum(node, now)) return Situation.Nothing;
        return node.Kind switch
        {
            NodeKind.Geographic => Geographic.Choose(node, ref now),
            NodeKind.Failover => Failover.Choose(node, ref now),
            NodeKind.Weighted => Weighted.Choose(node, ref now),
            NodeKind.Pool => PoolLeaf.Choose(node, ref now),
            NodeKind.Policy => Reference.Choose(node, ref now),
            NodeKind.RoundRobin => RoundRobin.Choose(node, ref now),
            NodeKind.Sticky => Sticky.Choose(node, ref now),
            NodeKind.Shed => Shed.Choose(node, ref now),
            _ => throw new InvalidOperationException($"no policy chooses for {node.Kind}"),
        };
    }

    private static bool MeetsMinimum(CompiledNode node, in Situation now)
    {
        var isMet = now.IsAvailable(node);
        if (now.Trace is not { } trace) return isMet;
        var (tally, minimum) = PolicyFold.Count(now.Snapshot, node, now.Threshold, now.IsIPv4);
        var has = minimum.Share is null ? $"{tally.Available} endpoints" : $"{tally.AvailableWeight} of {tally.AllWeight} by weight";
        trace.Note($"the {node.Kind.ToString().ToLowerInvariant()} below needs {minimum} and has {has} available: {(isMet ? "enough" : "it counts as having nothing")}");
        return isMet;
    }

    // Nothing is available.
    private static int Resort(CompiledPolicy policy, ref Situation now, out bool isSeveral)
    {
        isSeveral = false;
        now.Trace?.Note("nothing is available: drained regions are asked too");
        now.Threshold = Standing.Drained;
        var pool = Choose(policy.Root, ref now);
        if (pool != Situation.Nothing) return pool;

        now.Trace?.Note($"still nothing: the fallback {Words.Of(policy.Fallback)} decides");
        if (policy.Fallback == Fallback.NoData) return Situation.Nothing;
        now.Threshold = Standing.Down;
        if (policy.Fallback == Fallback.AllEndpoints)
        {
            isSeveral = Best(policy, now) >= Standing.Down;
            return Situation.Nothing;
        }

        pool = Choose(policy.Root, ref now);
        if (pool != Situation.Nothing) return pool;

        // All that this client could be sent to is evacuated. An answer the policy meant for others beats an empty one.
        now.Trace?.Note("all pools in reach are evacuated: the best of all other pools are answered");
        now.Threshold = Best(policy, now);
        isSeveral = now.Threshold > Standing.Evacuated;
        return Situation.Nothing;
    }

    private static Standing Best(CompiledPolicy policy, in Situation now)
    {
        var best = Standing.Evacuated;
        foreach (var pool in policy.Pools)
            if (now.StandingOf(pool).Best is var standing && standing > best) best = standing;
        return best;
    }
}
