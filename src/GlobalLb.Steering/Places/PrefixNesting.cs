using System.Numerics;
using System.Runtime.CompilerServices;

namespace GlobalLb.Steering.Places;

/// <summary>Prefixes of one address family in any order and nested in each other, on their way to ranges.</summary>
/// <typeparam name="TBits">An address of the family as a number.</typeparam>
/// <typeparam name="TValue">What a prefix stands for.</typeparam>
internal sealed class PrefixNesting<TBits, TValue>
    where TBits : unmanaged, IBinaryInteger<TBits>, IUnsignedNumber<TBits>
    where TValue : struct, IEquatable<TValue>
{
    private readonly List<Prefix> _prefixes = [];

    private static int Width => Unsafe.SizeOf<TBits>() * 8;

    public void Add(TBits bits, int length, TValue value) => _prefixes.Add(new Prefix(bits, length, _prefixes.Count, value));

    public RangeBuilder<TBits, TValue> ToRanges()
    {
        // Sorted by start, wider first: walking it is walking the nesting. The stack holds the prefixes we are inside of;
        // of two equal prefixes the later is the inner one.
        _prefixes.Sort();
        var ranges = new RangeBuilder<TBits, TValue>();
        var inside = new Stack<(TBits Last, TValue Value)>();
        foreach (var (bits, length, _, value) in _prefixes)
        {
            Leave(bits);
            ranges.Mark(bits, value);
            inside.Push((length == Width ? bits : bits | (~TBits.Zero >> length), value));
        }

        Leave(~TBits.Zero);
        return ranges;

        void Leave(TBits next)
        {
            while (inside.TryPeek(out var left) && left.Last < next)
            {
                inside.Pop();
                ranges.Mark(left.Last + TBits.One, inside.TryPeek(out var around) ? around.Value : default);
            }
        }
    }

    private readonly record struct Prefix(TBits Bits, int Length, int Order, TValue Value) : IComparable<Prefix>
    {
        public int CompareTo(Prefix other)
        {
            var order = Bits.CompareTo(other.Bits);
            if (order == 0) order = Length.CompareTo(other.Length);
            return order == 0 ? Order.CompareTo(other.Order) : order;
        }
    }
}
