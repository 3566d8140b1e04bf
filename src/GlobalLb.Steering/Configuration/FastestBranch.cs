namespace GlobalLb.Steering.Configuration;

/// <summary>One child of a <see cref="FastestNode"/>.</summary>
/// <param name="Node">The child.</param>
/// <param name="Region">The region that was measured; null: that of the child's first pool.</param>
public sealed record FastestBranch(PolicyNode Node, RegionCode? Region = null);
