using System.Text.Json.Serialization;

namespace GlobalLb.Steering.Choosing;

/// <summary>One step of a choice.</summary>
/// <param name="Depth">How deep in the policy's tree, from 0.</param>
/// <param name="Sentence">What was found or decided there.</param>
/// <param name="Node">Where a node was asked: the same for machines; null in the steps in between.</param>
public sealed record TraceStep(
    int Depth, string Sentence, [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] TracedNode? Node = null);
