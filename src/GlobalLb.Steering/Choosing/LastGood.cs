using System.Runtime.CompilerServices;
using GlobalLb.Steering.Snapshots;

namespace GlobalLb.Steering.Choosing;

/// <summary>
/// The fallback to what was good last: of the pools that this client could be sent to, the one in which an endpoint was available
/// last, and of its endpoints those that were at that moment. Of several, the most wanted.
/// </summary>
internal static class LastGood
{
    // More pools in reach are not asked; few policies have as many.
    private const int MostPools = 16;

    [SkipLocalsInit]
    public static int Choose(CompiledPolicy policy, ref Situation now)
    {
        Span<int> tried = stackalloc int[MostPools];
        var (best, latest) = (Situation.Nothing, 0);
        scoped var asked = now;
        asked.Trace = null;
        for (var count = 0; count < MostPools;)
        {
            asked.Without = tried[..count];
            var chosen = Chooser.Choose(policy.Root, ref asked);
            if (chosen == Situation.Nothing || PoolLeaf.IndexOf(chosen) is var pool && pool >= now.Snapshot.Endpoints.Pools.Length) break;
            tried[count++] = pool;
            if (Latest(pool, now) is var moment && moment <= latest) continue;
            (best, latest) = (chosen, moment);
        }

        now.Narrow(asked.Scope);
        now.Moment = latest;
        if (best == Situation.Nothing) now.Trace?.Note("no endpoint in reach was ever seen available: the preferred pool is answered");
        else now.Trace?.Note($"pool {now.Snapshot.Endpoints.Pool(PoolLeaf.IndexOf(best)).Code} was available last: its endpoints that were are answered");
        return best;
    }

    private static int Latest(int pool, in Situation now)
    {
        ref readonly var standing = ref now.StandingOf(pool);
        var latest = 0;
        for (var i = standing.First; i < standing.First + standing.Count; i++) latest = Math.Max(latest, now.Snapshot.LastAvailable[i]);
        return latest;
    }
}
