namespace GlobalLb.Steering.Configuration;

/// <summary>One child of a <see cref="FastestNode"/>.</summary>
public sealed record FastestBranch
{
    /// <summary>The region that was measured; null: that of the child's first pool.</summary>
    public RegionCode? Region { get; init; }

    /// <summary>The child.</summary>
    public required PolicyNode Node { get; init; }
}
