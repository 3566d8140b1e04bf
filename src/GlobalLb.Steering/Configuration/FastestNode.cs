using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace GlobalLb.Steering.Configuration;

/// <summary>
/// The available child whose region is reached fastest from where the client is, as far as that was measured
/// (<see cref="ConfigurationDocument.Latencies"/>). What is within the band of the best is as good: then the order written
/// counts, and it counts alone until there are measurements.
/// </summary>
public sealed record FastestNode : PolicyNode
{
    /// <summary>The band when none is written.</summary>
    public const int UsualBand = 10;

    /// <summary>The children with their regions.</summary>
    public ImmutableArray<FastestBranch> Branches { get; init; } = [];

    /// <summary>How many percent slower than the best is as good as the best, 0 to 1000.</summary>
    public int Band { get; init; } = UsualBand;

    /// <inheritdoc/>
    [JsonIgnore]
    public override IEnumerable<PolicyNode> Children => Branches.Select(branch => branch.Node);
}
