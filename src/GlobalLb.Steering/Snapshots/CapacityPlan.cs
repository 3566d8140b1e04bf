using GlobalLb.Steering.Configuration;

namespace GlobalLb.Steering.Snapshots;

/// <summary>What is written about the regions of the branches of a capacity node, by the index of the branch; see <see cref="CapacityNode"/>.</summary>
/// <param name="overflow">Where goes what home cannot bear.</param>
/// <param name="regions">The regions; null: the branch reaches no pool, so nothing is known of what it can bear.</param>
/// <param name="over">What is over in all regions of the configuration together, as long as all are available.</param>
internal sealed class CapacityPlan(CapacityOverflow overflow, Region?[] regions, double over)
{
    // What is over when nobody wrote how much there is: so little that there is room wherever there is any.
    private const double Hardly = 1e-9;

    private readonly double[] _distances = [.. regions.Select(region => Distance(regions[0], region))];

    /// <summary>How many branches there are.</summary>
    public int Count => regions.Length;

    /// <summary>Shares out what home's clients ask: of each branch the part that it gets, 0 to 1, together 1.</summary>
    /// <param name="branches">How the branches stand.</param>
    /// <param name="parts">The parts.</param>
    public void Share(ReadOnlySpan<Standing> branches, Span<double> parts)
    {
        parts.Clear();
        var hasHome = branches[0] == Standing.Available;
        var (load, capacity) = (regions[0]?.Load ?? 0, regions[0]?.Capacity);
        var left = hasHome ? OverOf(regions[0]) : Math.Max(load, Hardly);
        if (left == 0)
        {
            parts[0] = 1;
            return;
        }

        var whole = Math.Max(load, Hardly);
        var rooms = new double[Count];
        var mine = hasHome ? left : whole;
        FillRooms(branches, mine, hasHome ? over : over - OverOf(regions[0]) + mine, rooms);
        left -= Fill(mine, rooms, rooms, parts);
        if (hasHome || left <= whole * Hardly)
        {
            parts[0] = hasHome ? whole - mine + left : 0;
        }
        else
        {
            // Nobody has room, and there is no home to stay at.
            var weights = new double[Count];
            for (var i = 1; i < Count; i++)
                if (IsOpen(branches, i)) weights[i] = overflow == CapacityOverflow.CapacityAware ? regions[i]?.Capacity ?? 0 : 1;
            if (weights.Sum() == 0)
                for (var i = 1; i < Count; i++) weights[i] = IsOpen(branches, i) ? 1 : 0;
            Fill(left, [.. weights.Select(weight => weight > 0 ? double.PositiveInfinity : 0)], weights, parts);
        }

        var sum = 0.0;
        foreach (var part in parts) sum += part;
        for (var i = 0; i < parts.Length; i++) parts[i] = sum > 0 ? parts[i] / sum : i == 0 ? 1 : 0;
    }

    /// <summary>What a region cannot bear of what its own clients ask of it.</summary>
    public static double OverOf(Region? region) => region is { Load: { } load, Capacity: { } capacity } ? Math.Max(0, load - capacity) : 0;

    private bool IsOpen(ReadOnlySpan<Standing> branches, int branch)
    {
        if (branches[branch] != Standing.Available) return false;
        for (var i = 0; i < branch; i++)
            if (regions[branch] is { } region && regions[i]?.Code == region.Code && (i == 0 || branches[i] == Standing.Available)) return false;
        return true;
    }

    private void FillRooms(ReadOnlySpan<Standing> branches, double mine, double all, Span<double> rooms)
    {
        var roomiest = mine;
        for (var i = 1; i < Count; i++)
        {
            if (!IsOpen(branches, i) || regions[i]?.Capacity is not { } capacity) continue;
            rooms[i] = Math.Max(0, capacity - (regions[i]!.Load ?? 0)) * (mine / all);
            roomiest = Math.Max(roomiest, rooms[i]);
        }

        for (var i = 1; i < Count; i++)
            if (IsOpen(branches, i) && regions[i]?.Capacity is null) rooms[i] = roomiest;
    }

    // Gives what fits of an amount to branches with room; says how much that is.
    private double Fill(double amount, ReadOnlySpan<double> rooms, ReadOnlySpan<double> weights, Span<double> parts)
    {
        var left = amount;
        switch (overflow)
        {
            case CapacityOverflow.Nearest:
                foreach (var i in Enumerable.Range(1, Count - 1).OrderBy(branch => _distances[branch]))
                {
                    var taken = Math.Min(left, rooms[i]);
                    parts[i] += taken;
                    left -= taken;
                }

                return amount - left;
            case CapacityOverflow.Spread:
                // Those with least room first: what they do not take is for the rest.
                var byRoom = rooms.ToArray();
                var order = Enumerable.Range(1, Count - 1).Where(branch => byRoom[branch] > 0).OrderBy(branch => byRoom[branch]).ToList();
                for (var i = 0; i < order.Count; i++)
                {
                    var taken = Math.Min(left / (order.Count - i), rooms[order[i]]);
                    parts[order[i]] += taken;
                    left -= taken;
                }

                return amount - left;
            default:
                var total = 0.0;
                foreach (var weight in weights) total += weight;
                if (total == 0) return 0;
                var given = Math.Min(amount, Sum(rooms));
                for (var i = 1; i < Count; i++) parts[i] += given * weights[i] / total;
                return given;
        }
    }

    private static double Sum(ReadOnlySpan<double> values)
    {
        var sum = 0.0;
        foreach (var value in values) sum += value;
        return sum;
    }

    private static double Distance(Region? from, Region? to) => from is null || to is null ? double.MaxValue : GreatCircle(from, to);

    // The haversine of the angle between two places: it grows with the distance, which is all that is asked of it.
    private static double GreatCircle(Region from, Region to)
    {
        var (latitude, otherLatitude) = (double.DegreesToRadians(from.Latitude), double.DegreesToRadians(to.Latitude));
        var (north, east) = (Math.Sin((otherLatitude - latitude) / 2), Math.Sin(double.DegreesToRadians(to.Longitude - from.Longitude) / 2));
        return (north * north) + (Math.Cos(latitude) * Math.Cos(otherLatitude) * east * east);
    }
}
