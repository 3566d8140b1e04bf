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
    /// Chooses for a steered name: what is available; else what stands in a drained region; else what its fallback says.
    /// </summary>
    public static Choice Choose(CompiledName name, Snapshot snapshot, in Client client, bool isIPv4, ulong draw, Trace? trace = null)
    {
        var choice = Choose(name.Policy, Now(snapshot, isIPv4, draw, Standing.Available, trace), client);
        if (!choice.IsNothing || name.Reached(isIPv4).Length == 0) return choice;

        trace?.Note("nothing is available: drained regions are asked too");
        choice = Choose(name.Policy, Now(snapshot, isIPv4, draw, Standing.Drained, trace), client);
        if (!choice.IsNothing) return choice;

        trace?.Note($"still nothing: the fallback {Words.Of(name.Name.Fallback)} decides");
        return name.Name.Fallback switch
        {
            Fallback.NoData => choice,
            Fallback.AllEndpoints => All(name, snapshot, isIPv4, choice.Scope),
            _ => Choose(name.Policy, Now(snapshot, isIPv4, draw, Standing.Down, trace), client),
        };
    }

    internal static Choice Choose(CompiledNode node, in Situation now, in Client client) => node switch
    {
        CompiledPool pool => PoolLeaf.Choose(pool, now),
        CompiledFailover failover => Failover.Choose(failover, now, client),
        CompiledWeighted weighted => Weighted.Choose(weighted, now, client),
        CompiledGeographic geographic => Geographic.Choose(geographic, now, client),
        _ => throw new InvalidOperationException($"no policy chooses for {node.GetType().Name}"),
    };

    private static Choice All(CompiledName name, Snapshot snapshot, bool isIPv4, int scope)
    {
        foreach (var endpoint in name.Reached(isIPv4))
            if (snapshot.Standings[endpoint] >= Standing.Down) return new Choice(name.Reached(isIPv4), Standing.Down, null, scope);
        return Choice.Nothing(scope);
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
