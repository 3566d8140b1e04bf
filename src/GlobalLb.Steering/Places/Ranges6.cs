using System.Numerics;
using System.Runtime.CompilerServices;

namespace GlobalLb.Steering.Places;

/// <summary>
/// What IPv6 addresses stand for, as ranges: sorted, without gap or overlap, equal neighbours merged. Nearly all of them
/// begin where the second half of an address is zero, so the first halves are searched, and the second ones only where a
/// network of 64 bits is divided further.
/// <code>
///  bits 0-15 of the address     bucket: where its slots are, and how many bits choose among them
///  up to 16 bits behind those   slot: the range that its first address lies in
///  the rest of the first half   a search among the ranges from there up to the next slot's
/// </code>
/// Addresses in use crowd into a few buckets, so each has as many slots as it has ranges to tell apart.
/// </summary>
internal sealed class Ranges6<TValue>
{
    private const int BucketBits = 16, MostSlotBits = 16;

    private readonly ulong[] _high;
    private readonly ulong[]? _low;
    private readonly TValue[] _values;
    private readonly Bucket[] _buckets;
    private readonly int[] _slots;
    private readonly int _bucketShift;

    public Ranges6(ReadOnlySpan<(UInt128 Start, TValue Value)> ranges)
    {
        _high = new ulong[ranges.Length];
        _values = new TValue[ranges.Length];
        for (var i = 0; i < ranges.Length; i++)
        {
            _high[i] = (ulong)(ranges[i].Start >> 64);
            _values[i] = ranges[i].Value;
            if ((ulong)ranges[i].Start is var low && low != 0) (_low ??= new ulong[ranges.Length])[i] = low;
        }

        var bits = Math.Min(BitOperations.Log2((uint)ranges.Length), BucketBits);
        _bucketShift = 32 - bits;
        _buckets = new Bucket[1 << bits];
        _slots = Index();
    }

    public int Count => _high.Length;

    public (UInt128 Start, TValue Value) this[int range] => (new UInt128(_high[range], _low is null ? 0 : _low[range]), _values[range]);

    public TValue Find(UInt128 address, out int length)
    {
        ulong high = (ulong)(address >> 64), low = (ulong)address;
        var starts = _high;
        var top = (uint)(high >> 32);
        ref readonly var bucket = ref _buckets[(int)((ulong)top >> _bucketShift)];
        var slot = bucket.FirstSlot + (int)((top >> bucket.Shift) & bucket.Mask);
        var at = _slots[slot];

        // Halving without a branch: which half it is cannot be predicted.
        for (var left = _slots[slot + 1] - at; left > 0;)
        {
            var half = (left + 1) >> 1;
            at += half & -Unsafe.BitCast<bool, byte>(starts[at + half] <= high);
            left -= half;
        }

        if (_low is not null && starts[at] == high && _low[at] > low) at = LastAt(address, at);

        // The block must reach neither the last address before the range nor the first behind it.
        length = at == 0 ? 0 : BitsShared(address, this[at].Start - 1) + 1;
        if (at + 1 < starts.Length) length = Math.Max(length, BitsShared(address, this[at + 1].Start) + 1);
        return _values[at];
    }

    private static int BitsShared(UInt128 left, UInt128 right)
    {
        var different = left ^ right;
        var high = BitOperations.LeadingZeroCount((ulong)(different >> 64));
        return high < 64 ? high : 64 + BitOperations.LeadingZeroCount((ulong)different);
    }

    // The last range up to that one that starts at or before an address, by whole addresses.
    private int LastAt(UInt128 address, int last)
    {
        var at = 0;
        while (at < last)
        {
            var middle = (at + last + 1) >>> 1;
            if (this[middle].Start <= address) at = middle;
            else last = middle - 1;
        }

        return at;
    }

    private int[] Index()
    {
        var slots = new List<int>(_buckets.Length + 1);
        var range = 0;
        for (var i = 0; i < _buckets.Length; i++)
        {
            var first = (ulong)i << _bucketShift;
            Advance(first);
            var behind = range + 1;
            while (behind < _high.Length && _high[behind] >> 32 < first + (1UL << _bucketShift)) behind++;
            var bits = Math.Min(BitOperations.Log2((uint)(behind - range)), Math.Min(MostSlotBits, _bucketShift));
            var shift = _bucketShift - bits;
            _buckets[i] = new Bucket(slots.Count, (ushort)((1 << bits) - 1), (byte)shift);
            for (var slot = 0UL; slot < 1UL << bits; slot++)
            {
                Advance(first + (slot << shift));
                slots.Add(range);
            }
        }

        slots.Add(_high.Length - 1);
        return [.. slots];

        // To the last range that starts at or before the address whose first 32 bits are given and whose others are zero.
        void Advance(ulong top)
        {
            while (range + 1 < _high.Length && new UInt128(_high[range + 1], _low is null ? 0 : _low[range + 1]) <= (UInt128)top << 96) range++;
        }
    }

    private readonly record struct Bucket(int FirstSlot, ushort Mask, byte Shift);
}
