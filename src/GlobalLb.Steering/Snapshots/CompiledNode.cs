using System.Collections.Immutable;
using GlobalLb.Steering.Configuration;
using GlobalLb.Steering.Places;

namespace GlobalLb.Steering.Snapshots;

/// <summary>A policy node with its references resolved: codes became indexes into the snapshot's endpoints.</summary>
public abstract record CompiledNode;

/// <summary>A pool's endpoints, by family.</summary>
/// <param name="Pool">What the operator wrote.</param>
/// <param name="IPv4">Indexes of the endpoints that answer A.</param>
/// <param name="IPv6">Indexes of the endpoints that answer AAAA.</param>
public sealed record CompiledPool(Pool Pool, int[] IPv4, int[] IPv6) : CompiledNode;

/// <summary>The first available child.</summary>
/// <param name="Order">Most wanted first.</param>
public sealed record CompiledFailover(CompiledNode[] Order) : CompiledNode;

/// <summary>One available child by weight.</summary>
/// <param name="Branches">The children.</param>
/// <param name="Weights">Their weights, by the same index.</param>
public sealed record CompiledWeighted(CompiledNode[] Branches, int[] Weights) : CompiledNode;

/// <summary>The best fit for the client's place.</summary>
/// <param name="Branches">The children.</param>
/// <param name="Prefixes">Which of <paramref name="PrefixFits"/> an address fits best, counted from 1; 0: none.</param>
/// <param name="PrefixFits">The child a prefix asks for, and the next best fit: that of the prefix around it, counted from 1; 0: none.</param>
/// <param name="Countries">Children by country, then those by continent: the order in which they are tried.</param>
/// <param name="Otherwise">The child for everyone else.</param>
public sealed record CompiledGeographic(
    CompiledNode[] Branches,
    PrefixTable<int> Prefixes,
    ImmutableArray<(int Branch, int Wider)> PrefixFits,
    ImmutableArray<(Place Place, int Branch)> Countries,
    CompiledNode Otherwise) : CompiledNode;
