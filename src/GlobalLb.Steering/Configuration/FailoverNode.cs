using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace GlobalLb.Steering.Configuration;

/// <summary>The first available child, in the order written; a small share may go to the next.</summary>
public sealed record FailoverNode : PolicyNode
{
    /// <summary>The children, most wanted first.</summary>
    public ImmutableArray<PolicyNode> Order { get; init; } = [];

    /// <summary>Percent of the answers, 0 to 100, that come from the available child after the first, so that it is known to work.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public int Trickle { get; init; }

    /// <inheritdoc/>
    [JsonIgnore]
    public override IEnumerable<PolicyNode> Children => Order;
}
