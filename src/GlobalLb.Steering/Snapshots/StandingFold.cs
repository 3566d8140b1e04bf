using System.Buffers;
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
    public static Standing[] Fold(EndpointTable endpoints, HealthTable table, DateTimeOffset now)
    {
        var standings = new Standing[endpoints.Count];
        var healths = ArrayPool<byte>.Shared.Rent(endpoints.Count);
        var health = healths.AsSpan(0, endpoints.Count);
        health.Clear(); // all Unknown
        foreach (var (code, known) in table.Endpoints)
            if (endpoints.Find(code) is >= 0 and var found) health[found] = (byte)known.Health;
        foreach (ref readonly var pool in endpoints.Pools)
        {
            var state = endpoints.RegionOf(pool).EffectiveState(now);
            for (var i = pool.First; i < pool.First + pool.Count; i++) standings[i] = Fold(pool, state, endpoints.Availability(i), (HealthState)health[i]);
        }

        ArrayPool<byte>.Shared.Return(healths);
        return standings;
    }

    /// <summary>How pools stand: of each, by its index, first IPv4, then IPv6.</summary>
    public static PoolStanding[] FoldPools(EndpointTable endpoints, ReadOnlySpan<Standing> standings)
    {
        var pools = new PoolStanding[endpoints.Pools.Length * 2];
        for (var i = 0; i < pools.Length; i++) pools[i] = FoldPool(endpoints.Pools[i / 2], i % 2 == 0, endpoints.Weights, standings);
        return pools;
    }

    public static DateTimeOffset? NextChange(EndpointTable endpoints, DateTimeOffset now)
    {
        DateTimeOffset? next = null;
        foreach (ref readonly var pool in endpoints.Pools)
            if (endpoints.RegionOf(pool).Drill?.Until is { } end && end > now && !(end >= next)) next = end;
        return next;
    }

    private static PoolStanding FoldPool(in PoolRow pool, bool isIPv4, ReadOnlySpan<int> weights, ReadOnlySpan<Standing> standings)
    {
        var (best, isEven) = (Standing.Evacuated, true);
        var first = pool.FirstOf(isIPv4);
        for (var i = first; i < first + pool.CountOf(isIPv4); i++)
        {
            if (standings[i] > best) best = standings[i];
            isEven &= standings[i] == standings[first] && weights[i] == weights[first];
        }

        return new PoolStanding(pool, isIPv4, best, isEven);
    }

    private static Standing Fold(in PoolRow pool, RegionState state, EndpointAvailability availability, HealthState health)
    {
        if (state == RegionState.Evacuated) return Standing.Evacuated;
        var isUp = availability switch
        {
            EndpointAvailability.ForcedUp => true,
            EndpointAvailability.ForcedDown => false,
            _ => !pool.IsProbed || health switch
            {
                HealthState.Up => true,
                HealthState.Unknown => pool.UnknownIsUp,
                _ => false,
            },
        };
        if (!isUp) return Standing.Down;
        return state == RegionState.Drained ? Standing.Drained : Standing.Available;
    }
}
