using GlobalLb.Steering.Configuration;
using GlobalLb.Steering.Health;

namespace GlobalLb.Steering.Snapshots;

/// <summary>
/// Finds for which policies nothing is about to change. A policy is calm when each of its pools is:
/// <code>
///  region evacuated for good                              calm: nothing of it is answered
///  a drill under way in its region                        not calm
///  a probed endpoint that nobody forces is not up         not calm
///  such an endpoint changed less than ten minutes ago     not calm
///  otherwise                                              calm
/// </code>
/// </summary>
internal static class CalmFold
{
    /// <summary>For how long after a change of health another one is likely.</summary>
    public static readonly TimeSpan Unsettled = TimeSpan.FromMinutes(10);

    /// <summary>Whether each policy that asks is calm, by its number.</summary>
    /// <param name="policies">The policies.</param>
    /// <param name="endpoints">All endpoints.</param>
    /// <param name="health">Their health.</param>
    /// <param name="now">The moment it is for.</param>
    /// <param name="next">When something comes to be calm by itself; null: never.</param>
    public static bool[] Fold(PolicyTable policies, EndpointTable endpoints, HealthTable health, DateTimeOffset now, out DateTimeOffset? next)
    {
        next = null;
        var calm = new bool[policies.Special.Length];
        if (!Array.Exists(policies.Special, at => policies[at].LeastTtl < policies[at].Ttl)) return calm;

        var pools = FoldPools(endpoints, health, now, ref next);
        for (var i = 0; i < calm.Length; i++)
        {
            calm[i] = true;
            foreach (var pool in policies[policies.Special[i]].Pools) calm[i] &= pools[pool];
        }

        return calm;
    }

    private static bool[] FoldPools(EndpointTable endpoints, HealthTable health, DateTimeOffset now, ref DateTimeOffset? next)
    {
        var known = new EndpointHealth[endpoints.Count];
        foreach (var (code, each) in health.Endpoints)
            if (endpoints.Find(code) is >= 0 and var found) known[found] = each;

        var calm = new bool[endpoints.Pools.Length];
        for (var i = 0; i < calm.Length; i++)
        {
            var pool = endpoints.Pools[i];
            var region = endpoints.RegionOf(pool);
            var isDrilled = region.Drill is { } drill && drill.Until > now;
            calm[i] = !isDrilled;
            if (isDrilled || region.State == RegionState.Evacuated || !pool.IsProbed) continue;
            for (var endpoint = pool.First; endpoint < pool.First + pool.Count; endpoint++)
            {
                if (endpoints.Availability(endpoint) != EndpointAvailability.Automatic) continue;
                var (state, settles) = (known[endpoint].Health, known[endpoint].Since + Unsettled);
                calm[i] &= state == HealthState.Up && settles <= now;
                if (state == HealthState.Up && settles > now && !(settles >= next)) next = settles;
            }
        }

        return calm;
    }
}
