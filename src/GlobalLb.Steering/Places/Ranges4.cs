using System.Numerics;
using System.Runtime.CompilerServices;

namespace GlobalLb.Steering.Places;

/// <summary>
/// What IPv4 addresses stand for, as ranges: sorted, without gap or overlap, equal neighbours merged. The first bits of an
/// address lead to the few ranges that can hold it.
/// </summary>
internal sealed class Ranges4<TValue>
{
    private const int MostIndexBits = 16;

    // Side by side, so that a search reads nothing but starts.
    private readonly uint[] _starts;
    private readonly TValue[] _values;

    // The range that the first address with these first bits lies in; one more at the end.
    private readonly int[] _index;
    private readonly int _shift;

    public Ranges4((uint Start, TValue Value)[] ranges)
    {
        _starts = Array.ConvertAll(ranges, range => range.Start);
        _values = Array.ConvertAll(ranges, range => range.Value);
        var bits = Math.Min(BitOperations.Log2((uint)ranges.Length), MostIndexBits);
        _shift = 32 - bits;
        _index = new int[(1 << bits) + 1];
        for (int slot = 0, range = 0; slot < _index.Length; slot++)
        {
            while (range + 1 < ranges.Length && ranges[range + 1].Start <= (ulong)slot << _shift) range++;
            _index[slot] = range;
        }
    }

    public int Count => _starts.Length;

    public (uint Start, TValue Value) this[int range] => (_starts[range], _values[range]);

    public TValue Find(uint address, out int length)
    {
        var starts = _starts;
        var slot = (int)((ulong)address >> _shift);
        var at = _index[slot];

        // Halving without a branch: which half it is cannot be predicted.
        for (var left = _index[slot + 1] - at; left > 0;)
        {
            var half = (left + 1) >> 1;
            at += half & -Unsafe.BitCast<bool, byte>(starts[at + half] <= address);
            left -= half;
        }

        // The block must reach neither the last address before the range nor the first behind it.
        length = at == 0 ? 0 : BitOperations.LeadingZeroCount(address ^ (starts[at] - 1)) + 1;
        if (at + 1 < starts.Length) length = Math.Max(length, BitOperations.LeadingZeroCount(address ^ starts[at + 1]) + 1);
        return _values[at];
    }
}
