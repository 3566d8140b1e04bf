namespace GlobalLb.Steering.Configuration;

/// <summary>One child of a <see cref="WeightedNode"/>.</summary>
/// <param name="Weight">Its share among the available children, 0 to 1 000 000; 0 is drawn only when no other is available.</param>
/// <param name="Node">The child.</param>
public sealed record WeightedBranch(int Weight, PolicyNode Node);
