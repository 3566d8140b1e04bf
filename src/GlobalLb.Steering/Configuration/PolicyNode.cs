using System.Text.Json.Serialization;

namespace GlobalLb.Steering.Configuration;

/// <summary>One node of a policy: a tree whose leaves are pools.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "kind")]
[JsonDerivedType(typeof(PoolNode), "pool")]
[JsonDerivedType(typeof(FailoverNode), "failover")]
[JsonDerivedType(typeof(WeightedNode), "weighted")]
[JsonDerivedType(typeof(GeographicNode), "geographic")]
public abstract record PolicyNode
{
    /// <summary>The deepest a tree may be.</summary>
    public const int MaxDepth = 16;

    /// <summary>The nodes right below this one, in the order they were written.</summary>
    [JsonIgnore]
    public abstract IEnumerable<PolicyNode> Children { get; }
}
