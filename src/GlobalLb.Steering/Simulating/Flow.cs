using GlobalLb.Steering.Configuration;

namespace GlobalLb.Steering.Simulating;

/// <summary>Clients that would be sent to another region.</summary>
/// <param name="From">Where they are sent now; null: to no region.</param>
/// <param name="To">Where they would be sent; null: to no region, but to records, or they get nothing.</param>
/// <param name="Part">Which part of all traffic they are, 0 to 1.</param>
public sealed record Flow(RegionCode? From, RegionCode? To, double Part)
{
    /// <inheritdoc/>
    public override string ToString() => $"{Part:P1} {From?.Value ?? "no region"} → {To?.Value ?? "no region"}";
}
