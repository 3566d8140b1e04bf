namespace GlobalLb.Steering.Snapshots;

/// <summary>
/// All owner names of all zones by their lower-case wire form, in one open-addressing hash table. A name's hash is built
/// label by label from the root, so that one pass over a question yields the hashes of all its ancestors too.
/// </summary>
internal sealed class NameTable
{
    private readonly NameNode?[] _slots;
    private readonly uint[] _hashes;

    public NameTable(IReadOnlyCollection<NameNode> nodes)
    {
        // At most half full, so that probing stays short.
        var size = (int)System.Numerics.BitOperations.RoundUpToPowerOf2((uint)Math.Max(4, nodes.Count * 2));
        _slots = new NameNode?[size];
        _hashes = new uint[size];
        Span<byte> starts = stackalloc byte[LabelWalk.MaxLabels];
        Span<uint> hashes = stackalloc uint[LabelWalk.MaxLabels];
        foreach (var node in nodes)
        {
            var hash = new LabelWalk(node.Name, starts, hashes).Hash(0);
            var at = (int)hash & (size - 1);
            while (_slots[at] is not null) at = (at + 1) & (size - 1);
            _slots[at] = node;
            _hashes[at] = hash;
        }

        Count = nodes.Count;
    }

    public int Count { get; }

    public NameNode? Find(ReadOnlySpan<byte> lowerCaseName, uint hash)
    {
        var slots = _slots;
        for (var at = (int)hash & (slots.Length - 1); slots[at] is { } node; at = (at + 1) & (slots.Length - 1))
            if (_hashes[at] == hash && lowerCaseName.SequenceEqual(node.Name)) return node;
        return null;
    }

    /// <summary>Finds the name or its closest ancestor that exists.</summary>
    /// <param name="name">The name, walked.</param>
    /// <param name="depth">How many labels of the name were dropped: 0 when it exists itself.</param>
    public NameNode? FindClosest(in LabelWalk name, out int depth)
    {
        for (depth = 0; depth <= name.LabelCount; depth++)
            if (Find(name.Suffix(depth), name.Hash(depth)) is { } node) return node;
        return null;
    }
}
