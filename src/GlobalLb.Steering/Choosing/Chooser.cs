using System.Diagnostics;
using GlobalLb.Dns.Messages;
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
    /// Chooses for a steered name: what is available, for vantages near the client before it is for all together; else what stands in a
    /// drained region; else what its fallback says. The scope is that of all that was tried.
    /// </summary>
    /// <param name="name">The steered name.</param>
    /// <param name="snapshot">What is answered from.</param>
    /// <param name="client">Whom the answer is for.</param>
    /// <param name="isIPv4">Whether A is answered; otherwise AAAA.</param>
    /// <param name="draw">The chance of this query.</param>
    /// <param name="trace">Where to write down why; becomes <see cref="Choice.Why"/>.</param>
    public static Choice Choose(CompiledName name, Snapshot snapshot, in Client client, bool isIPv4, ulong draw, Trace? trace = null) =>
        Choose(name.Policy, snapshot, client, isIPv4, draw, trace);

    internal static Choice Choose(CompiledPolicy policy, Snapshot snapshot, in Client client, bool isIPv4, ulong draw, Trace? trace = null) =>
        Choose(policy, snapshot, client, isIPv4 ? SteeredTypes.A : SteeredTypes.Aaaa, draw, trace);

    /// <summary>Chooses for one record type; for <see cref="SteeredTypes.Cname"/>: an alias or nothing.</summary>
    internal static Choice Choose(CompiledPolicy policy, Snapshot snapshot, in Client client, SteeredTypes type, ulong draw, Trace? trace = null)
    {
        var now = new Situation(snapshot, client, type, draw, trace);
        return new Choice(policy, now, Choose(policy, type, ref now));
    }

    /// <summary>The same for someone who asks.</summary>
    internal static Choice Choose(CompiledPolicy policy, Snapshot snapshot, in ClientAddress client, SteeredTypes type, ulong draw)
    {
        scoped var now = new Situation(snapshot, type, draw);
        now.Client = ref client;
        return new Choice(policy, now, Choose(policy, type, ref now));
    }

    /// <summary>Chooses among what is available without some pools.</summary>
    internal static Choice ChooseWithout(ReadOnlySpan<int> pools, CompiledPolicy policy, Snapshot snapshot, in Client client, SteeredTypes type, ulong draw)
    {
        var now = new Situation(snapshot, client, type, draw) { Without = pools };
        return new Choice(policy, now, Choose(policy.Root, ref now));
    }

    /// <summary>What a child of a node picks, in the form of <see cref="PoolLeaf"/>; <see cref="Situation.Nothing"/> when it has nothing available.</summary>
    internal static int Choose(int child, ref Situation now) => now.Trace is null ? Ask(child, ref now) : Watch.Choose(child, ref now);

    /// <summary>The same, with nobody watching this node.</summary>
    internal static int Ask(int child, ref Situation now)
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
            NodeKind.Schedule => Schedule.Choose(node, ref now),
            NodeKind.Ramp => Ramp.Choose(node, ref now),
            NodeKind.Capacity => Capacity.Choose(node, ref now),
            _ => throw new UnreachableException(),
        };
    }

    private static int Choose(CompiledPolicy policy, SteeredTypes type, ref Situation now)
    {
        if (now.Snapshot.Regional is { } regional) Viewing.Begin(regional, policy, ref now);
        if (policy.Has(SteeredTypes.Cname) && AliasLeaf.Choose(policy, ref now) is not Situation.Nothing and var alias) return alias;
        if (type == SteeredTypes.Cname) return Situation.Nothing;
        if (!policy.Has(type))
        {
            now.Trace?.Note($"no leaf of the policy has {SteeredType.Format(type)}");
            return Situation.Nothing;
        }

        var chosen = Choose(policy.Root, ref now);
        return chosen == Situation.Nothing ? Resort.Choose(policy, ref now) : chosen;
    }

    private static bool MeetsMinimum(CompiledNode node, in Situation now)
    {
        var isMet = now.IsAvailable(node);
        if (now.Trace is not { } trace) return isMet;
        if (!now.IsAddress)
        {
            trace.Note($"the {node.Kind.ToString().ToLowerInvariant()} below {(isMet ? "has enough available" : "has too little available and counts as having nothing")}");
            return isMet;
        }

        var (tally, minimum) = PolicyFold.Count(now.Snapshot, node, now.Threshold, now.IsIPv4);
        var has = minimum.Share is null ? $"{tally.Available} endpoints" : $"{tally.AvailableWeight} of {tally.AllWeight} by weight";
        trace.Note($"the {node.Kind.ToString().ToLowerInvariant()} below needs {minimum} and has {has} available: {(isMet ? "enough" : "it counts as having nothing")}");
        return isMet;
    }
}
