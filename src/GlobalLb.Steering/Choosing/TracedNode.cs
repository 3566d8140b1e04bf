using System.Collections.Immutable;

namespace GlobalLb.Steering.Choosing;

/// <summary>What one node of a policy had to choose among, and what it chose.</summary>
/// <param name="Kind">The kind, in the word of the configuration.</param>
/// <param name="By">What chooses at such a node: order, draw, hash, place, distance, latency, time, share, load or standing.</param>
/// <param name="Candidates">Its children, or the endpoints of a pool, in the order they were written.</param>
/// <param name="Chosen">The number of the one chosen, from 0; null: none, or at a pool all that stand well enough.</param>
/// <param name="IsAvailable">Whether the node had anything for the client.</param>
public sealed record TracedNode(string Kind, string By, ImmutableArray<TracedCandidate> Candidates, int? Chosen, bool IsAvailable);
