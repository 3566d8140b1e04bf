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
///  in maintenance, or soon enough              Drained
///  otherwise                                   Available
/// </code>
/// </summary>
internal static class StandingFold
{
    /// <summary>How endpoints stand, by index.</summary>
    /// <param name="endpoints">The endpoints.</param>
    /// <param name="table">Their health.</param>
    /// <param name="now">The moment it is for.</param>
    /// <param name="next">Is told when one of them stands otherwise by itself.</param>
    public static Standing[] Fold(EndpointTable endpoints, HealthTable table, DateTimeOffset now, ref Soonest next)
    {
        var standings = new Standing[endpoints.Count];
        var healths = ArrayPool<byte>.Shared.Rent(endpoints.Count);
        var health = healths.AsSpan(0, endpoints.Count);
        health.Clear(); // all Unknown
        foreach (var (code, known) in table.Endpoints)
            if (endpoints.Find(code) is >= 0 and var found) health[found] = (byte)known.Health;
        var drained = endpoints.Maintenance.Fold(endpoints.Count, now, ref next);
        foreach (ref readonly var pool in endpoints.Pools)
        {
            var region = endpoints.RegionOf(pool);
            next.Add(region.Drill?.Until);
            var state = region.EffectiveState(now);
            for (var i = pool.First; i < pool.First + pool.Count; i++)
                standings[i] = Fold(pool, state, endpoints.Availability(i, now, ref next), (HealthState)health[i], drained?[i] ?? false);
        }

        ArrayPool<byte>.Shared.Return(healths);
        return standings;
    }

    /// <summary>How pools stand: of each, by its index, first IPv4, then IPv6.</summary>
    /// <param name="endpoints">The endpoints.</param>
    /// <param name="weights">Their weights.</param>
    /// <param name="standings">How they stand.</param>
    /// <param name="now">The moment it is for.</param>
    /// <param name="next">Is told when a region has more of its share.</param>
    public static PoolStanding[] FoldPools(EndpointTable endpoints, ReadOnlySpan<int> weights, ReadOnlySpan<Standing> standings, DateTimeOffset now, ref Soonest next)
    {
        var tenths = new int[endpoints.Regions.Length];
        for (var i = 0; i < tenths.Length; i++) tenths[i] = SlowStart.Tenths(endpoints.Regions[i].ReturnedAt(now), endpoints.Regions[i].SlowStart, now, ref next);
        var pools = new PoolStanding[endpoints.Pools.Length * 2];
        for (var i = 0; i < pools.Length; i++)
            pools[i] = FoldPool(endpoints.Pools[i / 2], i % 2 == 0, weights, standings, tenths[endpoints.Pools[i / 2].Region]);
        return pools;
    }

    private static PoolStanding FoldPool(in PoolRow pool, bool isIPv4, ReadOnlySpan<int> weights, ReadOnlySpan<Standing> standings, int tenths)
    {
        var (best, isEven) = (Standing.Evacuated, true);
        var first = pool.FirstOf(isIPv4);
        for (var i = first; i < first + pool.CountOf(isIPv4); i++)
        {
            if (standings[i] > best) best = standings[i];
            isEven &= standings[i] == standings[first] && weights[i] == weights[first];
        }

        return new PoolStanding(pool, isIPv4, best, isEven, tenths);
    }

    private static Standing Fold(in PoolRow pool, RegionState state, EndpointAvailability availability, HealthState health, bool isDrained)
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
        return isDrained || state == RegionState.Drained ? Standing.Drained : Standing.Available;
    }
}
