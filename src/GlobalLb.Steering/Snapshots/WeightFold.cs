using GlobalLb.Steering.Configuration;
using GlobalLb.Steering.Health;

namespace GlobalLb.Steering.Snapshots;

/// <summary>
/// Folds weights and time to the weights that count: an endpoint that came up has some tenths of its own for a while. It came up
/// when its health says so, or when it stopped being forced down, whichever was later.
/// </summary>
internal static class WeightFold
{
    /// <summary>The weights, by index: those written, or, while an endpoint has less than its own, tenths of them.</summary>
    /// <param name="endpoints">The endpoints.</param>
    /// <param name="table">Their health.</param>
    /// <param name="now">The moment it is for.</param>
    /// <param name="next">Is told when the weights change.</param>
    public static int[] Fold(EndpointTable endpoints, HealthTable table, DateTimeOffset now, ref Soonest next)
    {
        if (!endpoints.HasSlowStart) return endpoints.Weights;
        int[]? tenths = null;
        foreach (var (code, known) in table.Endpoints)
        {
            if (known.Health != HealthState.Up || endpoints.Find(code) is not (>= 0 and var index)) continue;
            var pool = endpoints.Pools[endpoints.PoolOf(index)];
            if (!pool.IsProbed || pool.SlowStart is null) continue;
            var returned = known.Since;
            if (endpoints.ForcedUntil(index, EndpointAvailability.ForcedDown) is { } until && until <= now && until > returned) returned = until;
            var share = SlowStart.Tenths(returned, pool.SlowStart, now, ref next);
            if (share == SlowStart.All) continue;
            tenths ??= Whole(endpoints);
            tenths[index] = endpoints.Weights[index] * share;
        }

        return tenths ?? endpoints.Weights;
    }

    private static int[] Whole(EndpointTable endpoints)
    {
        var tenths = new int[endpoints.Count];
        for (var i = 0; i < tenths.Length; i++) tenths[i] = endpoints.Weights[i] * SlowStart.All;
        return tenths;
    }
}
