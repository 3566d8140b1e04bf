using GlobalLb.Steering.Configuration;
using GlobalLb.Steering.Places;

namespace GlobalLb.Steering.Snapshots;

/// <summary>A policy node with its references resolved. Equal trees are compiled once, however many names have them.</summary>
public abstract class CompiledNode;

/// <summary>A pool: a run of the snapshot's endpoints, those that answer A before those that answer AAAA.</summary>
/// <param name="index">Which of the snapshot's pools it is.</param>
/// <param name="pool">What the operator wrote.</param>
/// <param name="region">Its region.</param>
/// <param name="first">The index of its first endpoint.</param>
/// <param name="ipv4Count">How many of its endpoints answer A; the rest answer AAAA.</param>
public sealed class CompiledPool(int index, Pool pool, Region region, int first, int ipv4Count) : CompiledNode
{
    /// <summary>How everything refers to it.</summary>
    public PoolCode Code { get; } = pool.Code;

    /// <summary>Its region.</summary>
    public Region Region => region;

    /// <summary>Whether its endpoints are probed; otherwise they count as up.</summary>
    public bool IsProbed { get; } = pool.Probe is not null;

    /// <summary>What an endpoint counts as before its health is known.</summary>
    public UnknownMeaning UnknownMeans { get; } = pool.UnknownMeans;

    internal int Index => index;

    internal int First => first;

    internal int Count { get; } = pool.Endpoints.Length;

    internal int FirstOf(bool isIPv4) => isIPv4 ? first : first + ipv4Count;

    internal int CountOf(bool isIPv4) => isIPv4 ? ipv4Count : Count - ipv4Count;
}

/// <summary>The first available child.</summary>
/// <param name="order">Most wanted first.</param>
public sealed class CompiledFailover(CompiledNode[] order) : CompiledNode
{
    internal CompiledNode[] Order => order;
}

/// <summary>One available child by weight.</summary>
/// <param name="branches">The children.</param>
/// <param name="weights">Their weights, by the same index.</param>
public sealed class CompiledWeighted(CompiledNode[] branches, int[] weights) : CompiledNode
{
    internal CompiledNode[] Branches => branches;

    internal int[] Weights => weights;

    /// <summary>The children when all of them are pools; else null.</summary>
    internal CompiledPool[]? Pools { get; } = branches.All(branch => branch is CompiledPool) ? [.. branches.Cast<CompiledPool>()] : null;
}

/// <summary>The best fit for the client's place.</summary>
/// <param name="branches">The children.</param>
/// <param name="prefixes">Which of <paramref name="prefixFits"/> an address fits best, counted from 1, 0: none; null: there are no prefixes.</param>
/// <param name="prefixFits">The child a prefix asks for, and the next best fit: that of the prefix around it, counted from 1; 0: none.</param>
/// <param name="countries">Children by country, then those by continent: the order in which they are tried.</param>
/// <param name="otherwise">The child for everyone else.</param>
public sealed class CompiledGeographic(
    CompiledNode[] branches,
    PrefixTable<int>? prefixes,
    (int Branch, int Wider)[] prefixFits,
    (Place Place, int Branch)[] countries,
    CompiledNode otherwise) : CompiledNode
{
    internal CompiledNode[] Branches => branches;

    internal PrefixTable<int>? Prefixes => prefixes;

    internal (int Branch, int Wider)[] PrefixFits => prefixFits;

    internal (Place Place, int Branch)[] Countries => countries;

    internal CompiledNode Otherwise => otherwise;
}
