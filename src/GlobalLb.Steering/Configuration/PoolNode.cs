using System.Text.Json.Serialization;

namespace GlobalLb.Steering.Configuration;

/// <summary>A leaf: the available endpoints of one pool.</summary>
public sealed record PoolNode : PolicyNode
{
    /// <summary>The most endpoints that an answer has of any pool.</summary>
    public const int MostAddresses = 16;

    /// <summary>The pool.</summary>
    public required PoolCode Pool { get; init; }

    /// <summary>The most endpoints that are answered, 1 to 16, the first of them drawn by weight; null: 16.</summary>
    public int? Most { get; init; }

    /// <inheritdoc/>
    [JsonIgnore]
    public override IEnumerable<PolicyNode> Children => [];
}
