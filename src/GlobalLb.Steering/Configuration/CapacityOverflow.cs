namespace GlobalLb.Steering.Configuration;

/// <summary>Where a <see cref="CapacityNode"/> sends what its first branch cannot bear.</summary>
public enum CapacityOverflow
{
    /// <summary>To the region nearest to the first branch's, as much as it has room for; then the next.</summary>
    Nearest,

    /// <summary>To all in equal parts, as far as each has room.</summary>
    Spread,

    /// <summary>To all in proportion to the room they have.</summary>
    CapacityAware,
}
