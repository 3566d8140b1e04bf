using System.Runtime.CompilerServices;

namespace GlobalLb.Steering.Answering;

/// <summary>The names whose addresses an answer has already.</summary>
internal struct WrittenTargets
{
    // Beyond so many nobody looks which of them are the same.
    private const int Most = 32;

    private Places _places;
    private int _count;

    /// <summary>None yet.</summary>
    public WrittenTargets()
    {
        Unsafe.SkipInit(out this);
        _count = 0;
    }

    /// <summary>Adds a name by where it stands in the table, or by a negative number when it does not; false when it is there already.</summary>
    public bool TryAdd(int at)
    {
        if (((ReadOnlySpan<int>)_places)[.._count].Contains(at)) return false;
        if (_count < Most) _places[_count++] = at;
        return true;
    }

    [InlineArray(Most)]
    private struct Places
    {
        private int _first;
    }
}
