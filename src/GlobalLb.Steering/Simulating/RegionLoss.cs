using GlobalLb.Steering.Configuration;

namespace GlobalLb.Steering.Simulating;

/// <summary>What it would mean to lose one region more.</summary>
/// <param name="Region">The region.</param>
/// <param name="Lost">How many pairs of steered name and client place would be left to the fallback or empty, that are not now.</param>
/// <param name="Tightest">The region that would come closest to its capacity, or farthest beyond it; null: none whose capacity and load are known.</param>
/// <param name="Margin">How much of that capacity would be left; below 0 it is too much. Null: not known.</param>
public sealed record RegionLoss(RegionCode Region, long Lost, RegionCode? Tightest, double? Margin)
{
    /// <summary>Whether everybody would still be served, within what is known of capacities.</summary>
    public bool Holds => Lost == 0 && Margin is not < 0;

    /// <inheritdoc/>
    public override string ToString() => (Lost, Margin) switch
    {
        ( > 0, _) => $"without {Region}: does not hold, {Lost} pairs of name and client place would be left to the fallback or empty",
        (_, < 0) => $"without {Region}: does not hold, {Tightest} would be {-Margin:P0} over its capacity",
        (_, null) => $"without {Region}: holds, as far as is known: there is no capacity to compare with",
        _ => $"without {Region}: holds, {Tightest} would have {Margin:P0} of its capacity left",
    };
}
