using GlobalLb.Steering.Configuration;
using GlobalLb.Steering.Snapshots;

namespace GlobalLb.Steering.Choosing;

/// <summary>What is chosen when nothing is available: what stands in drained regions, then what the fallback says.</summary>
internal static class Resort
{
    /// <summary>Chooses; a choice of several pools is told by <paramref name="several"/>.</summary>
    public static int Choose(CompiledPolicy policy, ref Situation now, out Several several)
    {
        several = default;
        now.Trace?.Note("nothing is available: drained regions are asked too");
        now.Threshold = Standing.Drained;
        var chosen = Chooser.Choose(policy.Root, ref now);
        if (chosen != Situation.Nothing) return chosen;

        now.Trace?.Note($"still nothing: the fallback {Words.Of(policy.Fallback)} decides");
        if (policy.Fallback is Fallback.NoData or Fallback.ServerFailure) return Situation.Nothing;
        now.Threshold = Standing.Down;
        switch (policy.Fallback)
        {
            case Fallback.Static:
                return StaticLeaf(policy, now);
            case Fallback.AllEndpoints:
                several = new Several(Best(policy, now) >= Standing.Down, true, 0);
                return Situation.Nothing;
            case Fallback.LastGood when Latest(policy, now) is > 0 and var moment:
                now.Trace?.Note("the endpoints that were available last are answered, those of one region");
                several = new Several(true, false, moment);
                return Situation.Nothing;
            case Fallback.LastGood:
                now.Trace?.Note("no endpoint was ever seen available: the preferred pool is answered");
                break;
        }

        chosen = Chooser.Choose(policy.Root, ref now);
        if (chosen != Situation.Nothing) return chosen;

        // All that this client could be sent to is evacuated. An answer the policy meant for others beats an empty one.
        now.Trace?.Note("all pools in reach are evacuated: the best of all other pools are answered");
        now.Threshold = Best(policy, now);
        several = new Several(now.Threshold > Standing.Evacuated, false, 0);
        return Situation.Nothing;
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

    // The last moment at which an endpoint of the family was available that may be answered at all.
    private static int Latest(CompiledPolicy policy, in Situation now)
    {
        var latest = 0;
        foreach (var pool in policy.Pools)
        {
            ref readonly var standing = ref now.StandingOf(pool);
            for (var i = standing.First; i < standing.First + standing.Count; i++)
                if (now.Snapshot.Standings[i] > Standing.Evacuated) latest = Math.Max(latest, now.Snapshot.LastAvailable[i]);
        }

        return latest;
    }
}
