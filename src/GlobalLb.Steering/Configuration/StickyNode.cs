using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace GlobalLb.Steering.Configuration;

/// <summary>
/// One available child for each network that clients are in, always the same one, in proportion to the weights over all networks.
/// When a child becomes unavailable, only its networks move, each to a child of its own; when it returns, they come back.
/// </summary>
public sealed record StickyNode : PolicyNode
{
    /// <summary>The bits of an IPv4 address that tell networks apart, unless said otherwise.</summary>
    public const int UsualIPv4Prefix = 24;

    /// <summary>The bits of an IPv6 address that tell networks apart, unless said otherwise.</summary>
    public const int UsualIPv6Prefix = 56;

    /// <summary>The children with their weights.</summary>
    public ImmutableArray<WeightedBranch> Branches { get; init; } = [];

    /// <summary>The bits of an IPv4 address that tell networks apart, 1 to 32: answers hold for so wide a block.</summary>
    [JsonPropertyName("ipv4Prefix")]
    public int IPv4Prefix { get; init; } = UsualIPv4Prefix;

    /// <summary>The bits of an IPv6 address that tell networks apart, 1 to 128: answers hold for so wide a block.</summary>
    [JsonPropertyName("ipv6Prefix")]
    public int IPv6Prefix { get; init; } = UsualIPv6Prefix;

    /// <inheritdoc/>
    [JsonIgnore]
    public override IEnumerable<PolicyNode> Children => Branches.Select(branch => branch.Node);
}
