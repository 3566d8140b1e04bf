using GlobalLb.Steering.Configuration;

namespace GlobalLb.Steering.Snapshots;

/// <summary>
/// All policies as numbers in one array, so that deciding reads a few neighbouring octets; equal ones are there once, however
/// many names have them. What a steered name's entry holds is the place of its policy:
/// <code>
///  TTL
///  the types it answers; fallback · 256; 1 when records hold addresses · 2048, 1 when it has more · 4096; number of its pools · 8192
///  root: the place of a node, or the complement of a leaf's number: a pool's index, or behind all pools that of a leaf of records
///  the indexes of all pools that it reaches, each once
///  what few policies have
/// </code>
/// </summary>
/// <param name="numbers">The policies and their <see cref="CompiledNode">nodes</see>.</param>
/// <param name="count">The number of policies.</param>
internal sealed class PolicyTable(int[] numbers, int count)
{
    /// <summary>The number of policies that differ.</summary>
    public int Count => count;

    /// <summary>The policies and their nodes.</summary>
    public ReadOnlySpan<int> Numbers => numbers;

    /// <summary>Where each node stands, by its index.</summary>
    public required int[] Nodes { get; init; }

    /// <summary>What must be available below nodes, by their indexes, in that order.</summary>
    public required (int Index, Minimum Minimum)[] Minimums { get; init; }

    /// <summary>Where the policies stand that have more than most, by their number.</summary>
    public required int[] Special { get; init; }

    /// <summary>The policies that nodes refer to by name.</summary>
    public required PolicyName[] Names { get; init; }

    /// <summary>The policy at a place.</summary>
    public CompiledPolicy this[int at] => new(this, at);

    /// <summary>The node at a place.</summary>
    public CompiledNode Node(int at) => new(numbers.AsSpan(at));
}
