using System.Collections.Immutable;
using GlobalLb.Steering.Choosing;
using GlobalLb.Steering.Configuration;

namespace GlobalLb.Steering.Simulating;

/// <summary>Whether one expectation comes true.</summary>
/// <param name="Index">Its number in the configuration, from 0.</param>
/// <param name="Expectation">The expectation.</param>
/// <param name="Holds">Whether it does; null: it cannot be said without a database of places.</param>
/// <param name="Found">What the client would be answered instead, or also.</param>
/// <param name="Trace">Why, step by step; empty when it holds.</param>
public sealed record ExpectationFinding(int Index, Expectation Expectation, bool? Holds, string Found, ImmutableArray<TraceStep> Trace)
{
    /// <summary>The same as one sentence, with the trace.</summary>
    public string Sentence => Holds switch
    {
        true => $"{Expectation}: holds",
        null => $"{Expectation}: cannot be said, because nothing tells where {Expectation.Client} is; give a database of places, or write the place in the configuration",
        false => $"{Expectation}: does not hold, the answer is {Found} ({string.Join("; ", Trace.Select(step => step.Sentence))})",
    };
}
