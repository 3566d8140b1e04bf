using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace GlobalLb.Steering.Configuration;

/// <summary>
/// From one child to another in steps: a canary; with one step, blue and green. The share of <see cref="To"/>, in each address
/// family by itself:
/// <code>
///  time                          to has what it needs      share of to
///  before the start              any                       0
///  any                           no                        0        it steps back by itself
///  within a step                 yes                       the step's
///  after the last step's start   yes                       the last step's
/// </code>
/// It has what it needs when something is available below it, and its own minimum is met. Whichever of the two is drawn, the other
/// is asked when that one has nothing available.
/// </summary>
public sealed record RampNode : PolicyNode
{
    /// <summary>The most steps.</summary>
    public const int Most = 100;

    /// <summary>The child that everything comes from.</summary>
    public required PolicyNode From { get; init; }

    /// <summary>The child that it goes to.</summary>
    public required PolicyNode To { get; init; }

    /// <summary>When the first step begins. Edges compare it with their own clock.</summary>
    public required DateTimeOffset Start { get; init; }

    /// <summary>The steps; each has a larger share than the one before.</summary>
    public ImmutableArray<RampStep> Steps { get; init; } = [];

    /// <summary>Whether the draw comes from the client's prefix instead of chance: who has gone over stays, as long as the share does not fall.</summary>
    [JsonPropertyName("sticky"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool IsSticky { get; init; }

    /// <inheritdoc/>
    [JsonIgnore]
    public override IEnumerable<PolicyNode> Children => [From, To];
}
