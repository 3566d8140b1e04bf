using GlobalLb.Steering.Configuration;
using GlobalLb.Steering.Snapshots;

namespace GlobalLb.Steering.Choosing;

/// <summary>What is chosen when nothing is available: what stands in drained regions, then what the fallback says.</summary>
internal static class Resort
{
    /// <summary>Chooses a leaf, or endpoints of several pools.</summary>
    public static int Choose(CompiledPolicy policy, ref Situation now)
    {
        var chosen = ChooseStarting(policy, ref now);
        if (chosen != Situation.Nothing) return chosen;

        now.Trace?.Note("nothing is available: drained regions are asked too");
        now.Threshold = Standing.Drained;
        chosen = Chooser.Choose(policy.Root, ref now);
        if (chosen != Situation.Nothing) return chosen;

        now.Trace?.Note($"still nothing: the fallback {Words.Of(policy.Fallback)} decides");
        now.IsFailure = policy.Fallback == Fallback.ServerFailure;
        if (policy.Fallback is Fallback.NoData or Fallback.ServerFailure) return Situation.Nothing;
        now.Threshold = Standing.Down;
        if (policy.Fallback == Fallback.Static) return StaticLeaf(policy, now);
        if (policy.Fallback == Fallback.AllEndpoints)
        {
            if (Best(policy, now) >= Standing.Down) now.Several = Several.OfAllRegions;
            return Situation.Nothing;
        }

        if (policy.Fallback == Fallback.LastGood && LastGood.Choose(policy, ref now) is not Situation.Nothing and var good) return good;
        chosen = Chooser.Choose(policy.Root, ref now);
        if (chosen != Situation.Nothing) return chosen;

        // All that this client could be sent to is evacuated. An answer the policy meant for others beats an empty one, unless a
        // fence says that it does not.
        if (Fencing.Holds(policy, ref now))
        {
            now.Trace?.Note("all pools in reach are evacuated, and a fence keeps this client from all others: nothing is answered");
            return Situation.Nothing;
        }

        now.Trace?.Note("all pools in reach are evacuated: the best of all other pools are answered");
        now.Threshold = Best(policy, now);
        if (now.Threshold > Standing.Evacuated) now.Several = Several.OfOneRegion;
        return Situation.Nothing;
    }

    /// <summary>Asks regions that returned for all clients: what they keep away is better than nothing.</summary>
    public static int ChooseStarting(CompiledPolicy policy, ref Situation now)
    {
        now.TakesAll = true;
        if (!policy.HasStarting(now.Snapshot)) return Situation.Nothing;
        now.Trace?.Note("nothing takes this client yet: regions that returned are asked for all");
        return Chooser.Choose(policy.Root, ref now);
    }

    // An alias would have been found before.
    private static int StaticLeaf(CompiledPolicy policy, in Situation now)
    {
        var leaf = policy.FallbackLeaf;
        return leaf >= 0 && (now.Snapshot.RecordLeaves.Types(leaf) & now.Type) != 0 ? now.Snapshot.Endpoints.Pools.Length + leaf : Situation.Nothing;
    }

    private static Standing Best(CompiledPolicy policy, in Situation now)
    {
        var best = Standing.Evacuated;
        foreach (var pool in policy.Pools)
            if (now.StandingOf(pool).Best is var standing && standing > best) best = standing;
        return best;
    }
}
