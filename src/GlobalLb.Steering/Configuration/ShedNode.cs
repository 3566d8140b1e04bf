using System.Text.Json.Serialization;

namespace GlobalLb.Steering.Configuration;

/// <summary>A part of the clients is sent to another child than the rest; a child that is not available leaves its clients to the other.</summary>
public sealed record ShedNode : PolicyNode
{
    /// <summary>Where clients are sent.</summary>
    public required PolicyNode From { get; init; }

    /// <summary>Where those are sent that are shed.</summary>
    public required PolicyNode To { get; init; }

    /// <summary>Percent of the clients that are shed, 0 to 100.</summary>
    public int Share { get; init; }

    /// <summary>Whether a client's network decides that it is shed, the same ones and more when the share grows; otherwise chance does, for every answer.</summary>
    [JsonPropertyName("sticky"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool IsSticky { get; init; }

    /// <inheritdoc/>
    [JsonIgnore]
    public override IEnumerable<PolicyNode> Children => [From, To];
}
