using System.Text.Json.Serialization;

namespace GlobalLb.Steering.Configuration;

/// <summary>What a policy written elsewhere picks: one of <see cref="ConfigurationDocument.Policies"/>. It counts as a node above that policy's.</summary>
public sealed record ReferenceNode : PolicyNode
{
    /// <summary>The policy.</summary>
    public required PolicyName Policy { get; init; }

    /// <summary>None: what it refers to stands elsewhere.</summary>
    [JsonIgnore]
    public override IEnumerable<PolicyNode> Children => [];
}
