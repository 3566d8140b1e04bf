using GlobalLb.Steering.Configuration;
using GlobalLb.Steering.Snapshots;

namespace GlobalLb.Steering.Choosing;

/// <summary>
/// The one evaluator: answers, explanations and simulations all come from here. A node returns its choice or nothing; nothing
/// makes its parent look further, so that a failure always travels up to whoever has an alternative.
/// </summary>
public static class Chooser
{
    /// <summary>
    /// Chooses for a steered name: what is available; else what stands in a drained region; else what its fallback says. The
    /// scope is that of all that was tried: an answer others would not have come to must not be kept for them.
    /// </summary>
    /// <param name="name">The steered name.</param>
    /// <param name="snapshot">What is answered from.</param>
    /// <param name="client">Whom the answer is for.</param>
    /// <param name="isIPv4">Whether A is answered; otherwise AAAA.</param>
    /// <param name="draw">The chance of this query.</param>
    /// <param name="trace">Where to write down why; becomes <see cref="Choice.Why"/>.</param>
    public static Choice Choose(CompiledName name, Snapshot snapshot, in Client client, bool isIPv4, ulong draw, Trace? trace = null) =>
        Decide(name, snapshot, client, isIPv4, draw, trace) with { Why = trace };

    private static Choice Decide(CompiledName name, Snapshot snapshot, in Client client, bool isIPv4, ulong draw, Trace? trace)
    {
        if (name.Reached(isIPv4).Length == 0)
        {
            trace?.Note($"no pool of the policy has an {(isIPv4 ? "IPv4" : "IPv6")} endpoint");
            return Choice.Nothing(0);
        }

        var choice = Choose(name.Policy, Now(snapshot, isIPv4, draw, Standing.Available, trace), client);
        if (!choice.IsNothing) return choice;

        trace?.Note("nothing is available: drained regions are asked too");
        var scope = choice.Scope;
        choice = Choose(name.Policy, Now(snapshot, isIPv4, draw, Standing.Drained, trace), client);
        if (!choice.IsNothing) return choice with { Scope = Math.Max(scope, choice.Scope) };

        trace?.Note($"still nothing: the fallback {Words.Of(name.Name.Fallback)} decides");
        choice = name.Name.Fallback switch
        {
            Fallback.NoData => choice,
            Fallback.AllEndpoints => All(name, snapshot, isIPv4, Standing.Down),
            _ => Choose(name.Policy, Now(snapshot, isIPv4, draw, Standing.Down, trace), client),
        };
        if (choice.IsNothing && name.Name.Fallback == Fallback.PreferredPool)
        {
            // All that this client could be sent to is evacuated. An answer the policy meant for others beats an empty one.
            trace?.Note("all pools in reach are evacuated: the best of all other pools are answered");
            choice = All(name, snapshot, isIPv4, Best(name, snapshot, isIPv4));
        }

        return choice with { Scope = Math.Max(scope, choice.Scope) };
    }

    internal static Choice Choose(CompiledNode node, in Situation now, in Client client) => node switch
    {
        CompiledPool pool => PoolLeaf.Choose(pool, now),
        CompiledFailover failover => Failover.Choose(failover, now, client),
        CompiledWeighted weighted => Weighted.Choose(weighted, now, client),
        CompiledGeographic geographic => Geographic.Choose(geographic, now, client),
        _ => throw new InvalidOperationException($"no policy chooses for {node.GetType().Name}"),
    };

    private static Choice All(CompiledName name, Snapshot snapshot, bool isIPv4, Standing threshold) =>
        Best(name, snapshot, isIPv4) is var best && best > Standing.Evacuated && best >= threshold
            ? new Choice(name.Reached(isIPv4), threshold, null, 0)
            : Choice.Nothing(0);

    private static Standing Best(CompiledName name, Snapshot snapshot, bool isIPv4)
    {
        var best = Standing.Evacuated;
        foreach (var endpoint in name.Reached(isIPv4))
            if (snapshot.Standings[endpoint] > best) best = snapshot.Standings[endpoint];
        return best;
    }

    private static Situation Now(Snapshot snapshot, bool isIPv4, ulong draw, Standing threshold, Trace? trace) => new()
    {
        Standings = snapshot.Standings.AsSpan(),
        IsIPv4 = isIPv4,
        Draw = draw,
        Threshold = threshold,
        Trace = trace,
    };
}
