namespace GlobalLb.Steering.Places;

/// <summary>Collects the ranges of one address family from the lowest address up, merging neighbours that stand for the same.</summary>
/// <typeparam name="TBits">An address of the family as a number.</typeparam>
/// <typeparam name="TValue">What a range stands for.</typeparam>
internal sealed class RangeBuilder<TBits, TValue>
    where TBits : unmanaged, IEquatable<TBits>
    where TValue : struct, IEquatable<TValue>
{
    private (TBits Start, TValue Value)[] _ranges = new (TBits, TValue)[4];
    private int _count = 1;

    /// <summary>The ranges; they begin at address zero and cover all.</summary>
    public ReadOnlySpan<(TBits Start, TValue Value)> Ranges => _ranges.AsSpan(0, _count);

    /// <summary>Says what everything from an address on stands for; addresses must come in order, and of two equal ones the later counts.</summary>
    public void Mark(TBits start, TValue value)
    {
        if (_ranges[_count - 1].Start.Equals(start))
        {
            // The whole space begins as "no prefix"; there is nothing before its first range to merge with.
            if (_count == 1)
            {
                _ranges[0].Value = value;
                return;
            }

            _count--;
        }

        if (_ranges[_count - 1].Value.Equals(value)) return;
        if (_count == _ranges.Length) Array.Resize(ref _ranges, _count * 2);
        _ranges[_count++] = (start, value);
    }
}
