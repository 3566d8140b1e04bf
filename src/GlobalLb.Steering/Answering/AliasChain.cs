using System.Runtime.CompilerServices;

namespace GlobalLb.Steering.Answering;

/// <summary>The aliases that led to where an answer is.</summary>
internal struct AliasChain
{
    /// <summary>The most aliases in one answer; longer chains are left to the resolver.</summary>
    public const int Longest = 16;

    private Owners _owners;
    private Renames _renames;
    private int _count;
    private int _renameCount;

    /// <summary>None yet.</summary>
    public AliasChain()
    {
        Unsafe.SkipInit(out this); // hardly any answer has one
        (_count, _renameCount) = (0, 0);
    }

    /// <summary>Whether none was followed yet.</summary>
    public readonly bool IsEmpty => _count == 0;

    /// <summary>Adds an alias by the hash of its owner; false when it is there already, or the chain is as long as it may be.</summary>
    /// <remarks>
    /// Equal names have equal hashes, so no circle is missed. Should two names ever share one, the answer ends at the second of
    /// them, and the resolver asks for it like for any alias that leads elsewhere: shorter than it could be, never wrong.
    /// </remarks>
    public bool TryAdd(ulong owner)
    {
        if (_count == Longest || ((ReadOnlySpan<ulong>)_owners)[.._count].Contains(owner)) return false;
        _owners[_count++] = owner;
        return true;
    }

    /// <summary>Adds a DNAME by where it stands in the table; false when it is in the answer already.</summary>
    public bool TryAddRename(int at)
    {
        if (((ReadOnlySpan<int>)_renames)[.._renameCount].Contains(at)) return false;
        _renames[_renameCount++] = at;
        return true;
    }

    [InlineArray(Longest)]
    private struct Owners
    {
        private ulong _first;
    }

    [InlineArray(Longest)]
    private struct Renames
    {
        private int _first;
    }
}
