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

    /// <summary>When it goes back to a child that is more wanted.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public FailBack FailBack { get; init; }

    /// <summary>The operator's word that a manual one may go back, as the moment it was given: another moment, and it begins with the first available child again.</summary>
    public DateTimeOffset? FailedBackAt { get; init; }

    /// <inheritdoc/>
    [JsonIgnore]
    public override IEnumerable<PolicyNode> Children => Order;
}
