using GlobalLb.Steering.Configuration;

namespace GlobalLb.Steering.Simulating;

/// <summary>What one region gets of all clients, before and after.</summary>
/// <param name="Region">The region.</param>
/// <param name="Before">Which part of all traffic, 0 to 1.</param>
/// <param name="After">Which part it would be.</param>
/// <param name="Capacity">What it can take, in the unit of the traffic; null: not written.</param>
/// <param name="Traffic">All traffic together, in the same unit; null: not known.</param>
public sealed record RegionLoad(RegionCode Region, double Before, double After, double? Capacity, double? Traffic)
{
    /// <summary>What it would get, in the unit of its capacity; null: not known.</summary>
    public double? LoadAfter => After * Traffic;

    /// <summary>How much of its capacity would be left, at most 1; below 0 it is too much, and −1 where there is no capacity at all. Null: not known.</summary>
    public double? Margin => Capacity > 0 ? 1 - (LoadAfter / Capacity) : Capacity == 0 && LoadAfter > 0 ? -1 : null;
}
