using GlobalLb.Steering.Configuration;
using GlobalLb.Steering.Places;

namespace GlobalLb.Steering.Snapshots;

/// <summary>What is written of the regions of the branches of a <see cref="CapacityNode"/>, and how its clients are shared out by that.</summary>
/// <param name="overflow">Where goes what home cannot bear.</param>
/// <param name="regions">The regions by the index of the branch, home's first; null: the branch reaches no pool, so nothing is known of it.</param>
/// <param name="over">What is over in all regions of the configuration together, as long as all are available.</param>
internal sealed class CapacityPlan(CapacityOverflow overflow, Region?[] regions, double over)
{
    // What home's clients ask when nobody wrote how much that is: so little that there is room wherever there is any.
    private const double Hardly = 1e-9;

    private readonly int[] _byDistance = [.. Enumerable.Range(1, regions.Length - 1).OrderBy(branch => Distance(regions[0], regions[branch]))];

    /// <summary>How many branches there are.</summary>
    public int Count => regions.Length;

    /// <summary>What a region cannot bear of what its own clients ask of it.</summary>
    public static double OverOf(Region? region) => region is { Load: { } load, Capacity: { } capacity } ? Math.Max(0, load - capacity) : 0;

    /// <summary>Of each branch the part of home's clients that it gets, 0 to 1, together 1.</summary>
    /// <param name="branches">How the branches stand.</param>
    public double[] Share(ReadOnlySpan<Standing> branches)
    {
        var parts = new double[Count];
        var hasHome = branches[0] == Standing.Available;
        var asked = Math.Max(regions[0]?.Load ?? 0, Hardly);
        var mine = hasHome ? OverOf(regions[0]) : asked;
        var isOpen = new bool[Count];
        for (var i = 1; i < Count; i++) isOpen[i] = IsOpen(branches, i);
        var rooms = Rooms(isOpen, mine, over - OverOf(regions[0]) + mine);
        var left = mine - Fill(mine, rooms, rooms, parts);
        if (hasHome) parts[0] = asked - mine + left;
        else if (left > 0) Fill(left, [.. isOpen.Select(open => open ? double.MaxValue : 0)], Abilities(isOpen), parts);

        var all = parts.Sum();
        if (all == 0) parts[0] = all = 1; // nobody has anything: whoever asks home comes to the others in the order written
        for (var i = 0; i < parts.Length; i++) parts[i] /= all;
        return parts;
    }

    private bool IsHomes(int branch) => regions[branch] is { } region && regions[0]?.Code == region.Code;

    // Of the branches in one region, the first that is available counts.
    private bool IsOpen(ReadOnlySpan<Standing> branches, int branch)
    {
        for (var i = 0; i < branch; i++)
            if (branches[i] == Standing.Available && regions[branch] is { } region && regions[i]?.Code == region.Code) return false;
        return branches[branch] == Standing.Available;
    }

    private double[] Rooms(bool[] isOpen, double mine, double all)
    {
        var rooms = new double[Count];
        var roomiest = mine;
        for (var i = 1; i < Count; i++)
        {
            if (!isOpen[i] || regions[i]?.Capacity is not { } capacity) continue;
            var taken = IsHomes(i) ? 0 : regions[i]!.Load ?? 0; // what home's own clients ask is what is shared out
            rooms[i] = all > 0 ? Math.Max(0, capacity - taken) * (mine / all) : 0;
            roomiest = Math.Max(roomiest, rooms[i]);
        }

        for (var i = 1; i < Count; i++)
            if (isOpen[i] && regions[i]?.Capacity is null) rooms[i] = roomiest;
        return rooms;
    }

    // What branches are good for when none has room.
    private double[] Abilities(bool[] isOpen)
    {
        double[] abilities = [.. isOpen.Select((open, i) => open ? regions[i]?.Capacity ?? 0 : 0)];
        return abilities.Sum() > 0 ? abilities : [.. isOpen.Select(open => open ? 1.0 : 0)];
    }

    // Adds what fits of an amount to the parts of branches with room; gives how much that is.
    private double Fill(double amount, double[] rooms, double[] weights, double[] parts)
    {
        var left = amount;
        switch (overflow)
        {
            case CapacityOverflow.Nearest:
                foreach (var branch in _byDistance) Take(branch, left);
                break;
            case CapacityOverflow.Spread:
                // Those with least room first: what they do not take is for the rest.
                int[] order = [.. _byDistance.Where(branch => rooms[branch] > 0).OrderBy(branch => rooms[branch])];
                for (var i = 0; i < order.Length; i++) Take(order[i], left / (order.Length - i));
                break;
            default:
                var (total, given) = (weights.Sum(), Math.Min(amount, rooms.Sum()));
                for (var i = 1; i < Count && total > 0; i++) Take(i, given * (weights[i] / total));
                break;
        }

        return amount - left;

        void Take(int branch, double wanted)
        {
            var taken = Math.Min(wanted, rooms[branch]);
            parts[branch] += taken;
            left -= taken;
        }
    }

    private static double Distance(Region? from, Region? to) => from is null || to is null
        ? double.MaxValue
        : new Coordinates(from.Latitude, from.Longitude).DistanceTo(new Coordinates(to.Latitude, to.Longitude));
}
