using GlobalLb.Steering.Configuration;
using GlobalLb.Steering.Health;

namespace GlobalLb.Steering.Snapshots;

/// <summary>
/// Finds for which policies nothing is about to change. A policy is calm when no ramp of it is under way and each of its pools is:
/// <code>
///  region evacuated for good                              calm: nothing of it is answered
///  a drill under way in its region                        not calm
///  a probed endpoint that nobody forces is not up         not calm
///  such an endpoint changed less than ten minutes ago     not calm
///  vantages near some clients find such an endpoint down  not calm
///  its region returned and has not its whole share yet    not calm
///  otherwise                                              calm
/// </code>
/// </summary>
internal static class CalmFold
{
    /// <summary>For how long after a change of health another one is likely.</summary>
    public static readonly TimeSpan Unsettled = TimeSpan.FromMinutes(10);

    /// <summary>Whether each policy that asks is calm, by its number.</summary>
    /// <param name="snapshot">How endpoints stand at its moment.</param>
    /// <param name="next">Is told when something comes to be calm by itself.</param>
    public static bool[] Fold(Snapshot snapshot, ref Soonest next)
    {
        var policies = snapshot.Policies;
        var calm = new bool[policies.Special.Length];
        if (!Array.Exists(policies.Special, at => policies[at].LeastTtl < policies[at].Ttl)) return calm;

        var pools = FoldPools(snapshot, ref next);
        for (var i = 0; i < calm.Length; i++)
        {
            var policy = policies[policies.Special[i]];
            calm[i] = !IsRamping(policy.Root, snapshot, ref next);
            foreach (var pool in policy.Pools) calm[i] &= pools[pool];
        }

        return calm;
    }

    private static bool[] FoldPools(Snapshot snapshot, ref Soonest next)
    {
        var (endpoints, now) = (snapshot.Endpoints, snapshot.Moment);
        var known = new EndpointHealth[endpoints.Count];
        foreach (var (code, each) in snapshot.Health.Endpoints)
            if (endpoints.Find(code) is >= 0 and var found) known[found] = each;

        var calm = new bool[endpoints.Pools.Length];
        for (var i = 0; i < calm.Length; i++)
        {
            var pool = endpoints.Pools[i];
            var region = endpoints.RegionOf(pool);
            var isDrilled = region.Drill is { } drill && drill.Until > now;
            calm[i] = !isDrilled && !snapshot.StandingOf(i, true).IsStarting && !snapshot.StandingOf(i, false).IsStarting;
            if (isDrilled || region.State == RegionState.Evacuated || !pool.IsProbed) continue;
            for (var endpoint = pool.First; endpoint < pool.First + pool.Count; endpoint++)
            {
                if (endpoints.Availability(endpoint, now, ref next) != EndpointAvailability.Automatic) continue;
                var (state, settles) = (known[endpoint].Health, known[endpoint].Since + Unsettled);
                calm[i] &= state == HealthState.Up && settles <= now;
                if (state == HealthState.Up) next.Add(settles);
            }
        }

        foreach (var view in snapshot.Health.Regional)
            foreach (var code in view.Down.Keys)
                if (endpoints.Find(code) is >= 0 and var found && RegionalSnapshots.Counts(snapshot, found, ref next)) calm[endpoints.PoolOf(found)] = false;
        return calm;
    }

    private static bool IsRamping(int child, Snapshot snapshot, ref Soonest next)
    {
        if (child < 0) return false;
        var node = snapshot.Policies.Node(child);
        var index = node.Index;
        if (node.Kind == NodeKind.Ramp && Array.Find(snapshot.Policies.Folds, fold => fold.Index == index).Fold is RampFold ramp && ramp.IsUnderWay(snapshot.Moment, ref next)) return true;
        foreach (var grandchild in node.Children)
            if (IsRamping(grandchild, snapshot, ref next)) return true;
        return false;
    }
}
