namespace GlobalLb.Steering.Configuration;

/// <summary>One child of a <see cref="CapacityNode"/>.</summary>
/// <param name="Node">The child; its region is that of its first pool.</param>
public sealed record CapacityBranch(PolicyNode Node);
