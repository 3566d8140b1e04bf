using GlobalLb.Steering.Snapshots;

namespace GlobalLb.Steering.Choosing;

/// <summary>The endpoints that are asked whether a choice answers them: those of its pool, or of all pools of its policy one behind the other.</summary>
internal static class Candidates
{
    /// <summary>How many there are.</summary>
    public static int CountOf(in Choice choice)
    {
        var snapshot = choice.Snapshot;
        if (choice.PoolIndex >= 0) return snapshot.StandingOf(choice.PoolIndex, choice.IsIPv4).Count;
        var count = 0;
        if (!choice.IsSeveral) return count;
        foreach (var pool in choice.Policy.Pools) count += snapshot.StandingOf(pool, choice.IsIPv4).Count;
        return count;
    }

    /// <summary>The index of one of them, and its address in wire form.</summary>
    public static int Find(in Choice choice, int number, out ReadOnlySpan<byte> octets)
    {
        var snapshot = choice.Snapshot;
        if (choice.PoolIndex >= 0) return Find(choice, snapshot.StandingOf(choice.PoolIndex, choice.IsIPv4), number, out octets);
        foreach (var pool in choice.Policy.Pools)
        {
            ref readonly var standing = ref snapshot.StandingOf(pool, choice.IsIPv4);
            if (number < standing.Count) return Find(choice, standing, number, out octets);
            number -= standing.Count;
        }

        octets = default;
        return -1;
    }

    /// <summary>The region of one of them, by its index.</summary>
    public static int RegionOf(in Choice choice, int number)
    {
        var pool = choice.PoolIndex;
        if (pool < 0)
        {
            foreach (var each in choice.Policy.Pools)
            {
                pool = each;
                var count = choice.Snapshot.StandingOf(each, choice.IsIPv4).Count;
                if (number < count) break;
                number -= count;
            }
        }

        return choice.Snapshot.Endpoints.Pools[pool].Region;
    }

    /// <summary>The index of one of a pool, and its address in wire form.</summary>
    public static int Find(in Choice choice, scoped in PoolStanding standing, int number, out ReadOnlySpan<byte> octets)
    {
        octets = choice.Snapshot.Endpoints.Octets(standing.OctetsAt, number, choice.IsIPv4);
        return standing.First + number;
    }
}
