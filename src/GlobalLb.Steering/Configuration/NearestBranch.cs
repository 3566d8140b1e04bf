namespace GlobalLb.Steering.Configuration;

/// <summary>One child of a <see cref="NearestNode"/>.</summary>
/// <param name="Node">The child.</param>
/// <param name="Region">The region whose coordinates count; null: that of the child's first pool.</param>
/// <param name="Bias">How many percent nearer the region counts, −99 to 99; negative: farther.</param>
public sealed record NearestBranch(PolicyNode Node, RegionCode? Region = null, int Bias = 0);
