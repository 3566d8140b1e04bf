using System.Runtime.CompilerServices;
using GlobalLb.Dns.Names;

namespace GlobalLb.Steering.Snapshots;

/// <summary>All names while their table is built, found by name.</summary>
internal sealed class DraftTable(int expected)
{
    private readonly OctetWriter _names = new(expected * 24);
    private Draft[] _drafts = new Draft[expected];
    private int[] _slots = new int[SlotsFor(expected)];

    /// <summary>The number of names.</summary>
    public int Count { get; private set; }

    /// <summary>One of them.</summary>
    public ref Draft this[int index] => ref _drafts[index];

    /// <summary>The least power of two of slots that leaves a quarter of them free.</summary>
    public static int SlotsFor(int names) => (int)System.Numerics.BitOperations.RoundUpToPowerOf2((uint)Math.Max(4, ((long)names * 4 / 3) + 1));

    /// <summary>A name in lower case, in wire form.</summary>
    public ReadOnlySpan<byte> Name(int draft) => _names.Written.Slice(_drafts[draft].NameAt, _drafts[draft].NameLength);

    /// <summary>The index of a name or one of its ancestors; −1 when there is none.</summary>
    public int Find(in SoughtName name, int length)
    {
        var hash = name.HashOf(length);
        for (var at = (int)hash & (_slots.Length - 1); _slots[at] != 0; at = (at + 1) & (_slots.Length - 1))
        {
            ref var draft = ref _drafts[_slots[at] - 1];
            if (draft.Hash == hash && Name(_slots[at] - 1).SequenceEqual(name.Name[^length..])) return _slots[at] - 1;
        }

        return -1;
    }

    /// <summary>Adds a name, or an ancestor of one, that is not there yet.</summary>
    public int Add(in SoughtName name, int length, int zone)
    {
        if (Count == _drafts.Length) Array.Resize(ref _drafts, Count * 2);
        _drafts[Count] = new Draft
        {
            Hash = name.HashOf(length), NameAt = _names.Length, NameLength = length, Zone = zone,
            Parent = -1, Wildcard = -1, Index = -1, UpperZone = -1, Records = new RecordChain(), UpperRecords = new RecordChain(),
        };
        _names.Write(name.Name[^length..]);
        if (SlotsFor(++Count) > _slots.Length) Grow();
        else Enter(_slots, Count - 1);
        return Count - 1;
    }

    /// <summary>The index of the closest name above one, which must exist.</summary>
    [SkipLocalsInit]
    public int FindAbove(DomainName name)
    {
        var sought = new SoughtName(name.Wire);
        for (var at = 0; name.Wire[at] != 0;)
        {
            at += name.Wire[at] + 1;
            if (Find(sought, sought.Length - at) is >= 0 and var found) return found;
        }

        return -1;
    }

    private void Grow()
    {
        _slots = new int[_slots.Length * 2];
        for (var i = 0; i < Count; i++) Enter(_slots, i);
    }

    private void Enter(int[] slots, int draft)
    {
        var at = (int)_drafts[draft].Hash & (slots.Length - 1);
        while (slots[at] != 0) at = (at + 1) & (slots.Length - 1);
        slots[at] = draft + 1;
    }
}
