using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace GlobalLb.Steering.Configuration;

/// <summary>The first available child, in the order written.</summary>
public sealed record FailoverNode : PolicyNode
{
    /// <summary>The children, most wanted first.</summary>
    public ImmutableArray<PolicyNode> Order { get; init; } = [];

    /// <inheritdoc/>
    [JsonIgnore]
    public override IEnumerable<PolicyNode> Children => Order;
}
