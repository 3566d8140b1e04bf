using System.Text.Json.Serialization;

namespace GlobalLb.Steering.Configuration;

/// <summary>One child of a <see cref="NearestNode"/>.</summary>
public sealed record NearestBranch
{
    /// <summary>The region whose coordinates count; null: that of the child's first pool.</summary>
    public RegionCode? Region { get; init; }

    /// <summary>How many percent nearer the region counts, −99 to 99; negative: farther.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public int Bias { get; init; }

    /// <summary>The child.</summary>
    public required PolicyNode Node { get; init; }
}
