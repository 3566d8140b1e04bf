using GlobalLb.Steering.Configuration;
using GlobalLb.Steering.Health;

namespace GlobalLb.Steering.Snapshots;

/// <summary>
/// Folds all that is known of an endpoint to how it stands; the first line that fits decides.
/// <code>
///  region evacuated, or a drill under way      Evacuated
///  forced down                                 Down
///  health down                                 Down        unless forced up
///  health unknown, pool says that means down   Down        unless forced up
///  region drained                              Drained
///  otherwise                                   Available
/// </code>
/// </summary>
internal static class StandingFold
{
    public static Standing[] Fold(EndpointTable endpoints, HealthTable health, DateTimeOffset now)
    {
        var standings = new Standing[endpoints.Count];
        foreach (var pool in endpoints.Pools)
        {
            var state = pool.Region.EffectiveState(now);
            for (var i = pool.First; i < pool.First + pool.Count; i++) standings[i] = Fold(pool, state, endpoints, i, health);
        }

        return standings;
    }

    /// <summary>How pools stand: of each, by its index, first IPv4, then IPv6.</summary>
    public static PoolStanding[] FoldPools(EndpointTable endpoints, ReadOnlySpan<Standing> standings)
    {
        var pools = new PoolStanding[endpoints.Pools.Length * 2];
        foreach (var pool in endpoints.Pools)
        {
            pools[pool.Index * 2] = FoldPool(pool, true, endpoints, standings);
            pools[(pool.Index * 2) + 1] = FoldPool(pool, false, endpoints, standings);
        }

        return pools;
    }

    public static DateTimeOffset? NextChange(EndpointTable endpoints, DateTimeOffset now) =>
        endpoints.Pools.Select(pool => pool.Region.Drill?.Until).Where(end => end > now).Min();

    private static PoolStanding FoldPool(CompiledPool pool, bool isIPv4, EndpointTable endpoints, ReadOnlySpan<Standing> standings)
    {
        var (first, all) = (pool.FirstOf(isIPv4), pool.CountOf(isIPv4));
        var (best, count, weight, isEven) = (Standing.Evacuated, 0, 0L, true);
        for (var i = first; i < first + all; i++)
        {
            if (standings[i] > best) (best, count, weight) = (standings[i], 0, 0);
            isEven &= endpoints.Weights[i] == endpoints.Weights[first];
            if (standings[i] != best) continue;
            weight += endpoints.Weights[i];
            count++;
        }

        return new PoolStanding(weight, count, best, isEven && count == all);
    }

    private static Standing Fold(CompiledPool pool, RegionState state, EndpointTable endpoints, int endpoint, HealthTable health)
    {
        if (state == RegionState.Evacuated) return Standing.Evacuated;
        var isUp = endpoints.Availability(endpoint) switch
        {
            EndpointAvailability.ForcedUp => true,
            EndpointAvailability.ForcedDown => false,
            _ => !pool.IsProbed || health[endpoints.Code(endpoint)] switch
            {
                HealthState.Up => true,
                HealthState.Unknown => pool.UnknownMeans == UnknownMeaning.Up,
                _ => false,
            },
        };
        if (!isUp) return Standing.Down;
        return state == RegionState.Drained ? Standing.Drained : Standing.Available;
    }
}
