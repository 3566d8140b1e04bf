using System.Text.Json.Serialization;

namespace GlobalLb.Steering.Configuration;

/// <summary>One node of a policy: a tree whose leaves are pools.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "kind")]
[JsonDerivedType(typeof(PoolNode), "pool")]
[JsonDerivedType(typeof(FailoverNode), "failover")]
[JsonDerivedType(typeof(WeightedNode), "weighted")]
[JsonDerivedType(typeof(GeographicNode), "geographic")]
[JsonDerivedType(typeof(ReferenceNode), "policy")]
[JsonDerivedType(typeof(RoundRobinNode), "roundRobin")]
[JsonDerivedType(typeof(StickyNode), "sticky")]
[JsonDerivedType(typeof(ShedNode), "shed")]
[JsonDerivedType(typeof(RecordsNode), "records")]
public abstract record PolicyNode
{
    /// <summary>The deepest a tree may be, with what it refers to.</summary>
    public const int MaxDepth = 16;

    /// <summary>The most nodes a tree that refers to others may come to, each counted as often as it is referred to.</summary>
    public const int MaxNodes = 10_000;

    /// <summary>What must be available below it for it to have anything at all; null: one endpoint.</summary>
    [JsonPropertyOrder(-1)]
    public Minimum? Minimum { get; init; }

    /// <summary>The nodes right below this one, in the order they were written.</summary>
    [JsonIgnore]
    public abstract IEnumerable<PolicyNode> Children { get; }

    /// <summary>This node and all below it, without what they refer to.</summary>
    public IEnumerable<PolicyNode> AndAllBelow() => Children.SelectMany(child => child.AndAllBelow()).Prepend(this);
}
