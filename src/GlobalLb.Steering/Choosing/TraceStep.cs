namespace GlobalLb.Steering.Choosing;

/// <summary>One step of a choice.</summary>
/// <param name="Depth">How deep in the policy's tree, from 0.</param>
/// <param name="Sentence">What was found or decided there.</param>
public sealed record TraceStep(int Depth, string Sentence);
