using GlobalLb.Steering.Configuration;
using GlobalLb.Steering.Health;

namespace GlobalLb.Steering.Snapshots;

/// <summary>
/// What clients near some vantages are answered from first: the same snapshot with what these find down, folded once for each region of vantages
/// that finds more down than all together. There is none when nothing differs.
/// </summary>
internal sealed class RegionalSnapshots
{
    // By the branch of the set of vantages; null: those see nothing else than all together.
    private readonly Snapshot?[] _views;

    // Whether anything in a pool stands otherwise for somebody.
    private readonly bool[] _pools;

    private RegionalSnapshots(Snapshot?[] views, bool[] pools) => (_views, _pools) = (views, pools);

    /// <summary>What the vantages of a branch see; null: what all together see.</summary>
    public Snapshot? this[int branch] => _views[branch];

    /// <summary>Folds them; null: nothing stands otherwise for anybody.</summary>
    /// <param name="whole">What all together see, folded.</param>
    /// <param name="next">Is told when something changes by itself.</param>
    public static RegionalSnapshots? Fold(Snapshot whole, ref Soonest next)
    {
        if (whole.VantageSet < 0 || whole.Health.Regional.IsEmpty) return null;
        var set = whole.Vantages!;
        var (views, pools) = (new Snapshot?[set.Count], new bool[whole.Endpoints.Pools.Length]);
        var isAny = false;
        foreach (var view in whole.Health.Regional)
        {
            if (set.Find(view.Region) is not (>= 0 and var branch) || Lower(whole, view, pools, ref next) is not { } standings) continue;
            views[branch] = whole.SeenFrom(view.Region, standings, ref next);
            isAny = true;
        }

        return isAny ? new RegionalSnapshots(views, pools) : null;
    }

    /// <summary>The same over a snapshot in which endpoints stand as they did.</summary>
    public RegionalSnapshots Over(Snapshot whole) => new(Array.ConvertAll(_views, view => view is null ? null : whole.SeenAs(view)), _pools);

    /// <summary>Whether anything that a policy reaches stands otherwise for somebody: if not, it does not matter where a client is.</summary>
    public bool Touches(CompiledPolicy policy)
    {
        foreach (var pool in policy.Pools)
            if (_pools[pool]) return true;
        return false;
    }

    /// <summary>Whether vantages near clients are asked about an endpoint, and their word would count.</summary>
    public static bool Counts(Snapshot whole, int endpoint, ref Soonest next)
    {
        ref readonly var pool = ref whole.Endpoints.Pools[whole.Endpoints.PoolOf(endpoint)];
        return pool is { IsRegional: true, IsProbed: true } && whole.Endpoints.Availability(endpoint, whole.Moment, ref next) == EndpointAvailability.Automatic;
    }

    // They only take away, and never what somebody forces.
    private static Standing[]? Lower(Snapshot whole, RegionalView view, bool[] pools, ref Soonest next)
    {
        Standing[]? standings = null;
        foreach (var (code, found) in view.Down)
        {
            if (found.Health != HealthState.Down || whole.Endpoints.Find(code) is not (>= 0 and var endpoint)) continue;
            if (whole.Standings[endpoint] <= Standing.Down || !Counts(whole, endpoint, ref next)) continue;
            standings ??= [.. whole.Standings];
            standings[endpoint] = Standing.Down;
            pools[whole.Endpoints.PoolOf(endpoint)] = true;
        }

        return standings;
    }
}
