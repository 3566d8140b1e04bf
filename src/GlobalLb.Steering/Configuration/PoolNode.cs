using System.Text.Json.Serialization;

namespace GlobalLb.Steering.Configuration;

/// <summary>A leaf: the available endpoints of one pool.</summary>
public sealed record PoolNode : PolicyNode
{
    /// <summary>The pool.</summary>
    public required PoolCode Pool { get; init; }

    /// <inheritdoc/>
    [JsonIgnore]
    public override IEnumerable<PolicyNode> Children => [];
}
