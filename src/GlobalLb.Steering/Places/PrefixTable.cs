using System.Collections.Immutable;
using System.Net;
using GlobalLb.Dns.Messages;

namespace GlobalLb.Steering.Places;

/// <summary>
/// Prefixes compiled to sorted ranges without overlap: the most specific prefix wins, equal neighbours are merged. A look-up
/// is one binary search and also says for how wide a block around the address its answer holds.
/// </summary>
/// <typeparam name="TValue">What a prefix stands for; its default stands for "no prefix".</typeparam>
public sealed class PrefixTable<TValue>
    where TValue : struct, IEquatable<TValue>
{
    private readonly UInt128[] _starts4, _starts6;
    private readonly TValue[] _values4, _values6;

    private PrefixTable((UInt128[] Starts, TValue[] Values) ipv4, (UInt128[] Starts, TValue[] Values) ipv6)
    {
        (_starts4, _values4) = ipv4;
        (_starts6, _values6) = ipv6;
    }

    /// <summary>No prefix at all.</summary>
    public static PrefixTable<TValue> Empty { get; } = Compile([]);

    /// <summary>Compiles prefixes in any order; of two equal ones the later wins.</summary>
    public static PrefixTable<TValue> Compile(IEnumerable<(IPNetwork Prefix, TValue Value)> prefixes)
    {
        var known = prefixes
            .Select(item => (Address: ClientAddress.From(item.Prefix.BaseAddress), Length: LengthOf(item.Prefix), item.Value))
            .ToImmutableArray();
        return new PrefixTable<TValue>(
            Flatten(known.Where(item => item.Address.IsIPv4).Select(item => (item.Address.Bits, item.Length, item.Value))),
            Flatten(known.Where(item => !item.Address.IsIPv4).Select(item => (item.Address.Bits, item.Length, item.Value))));
    }

    /// <summary>Finds what an address stands for.</summary>
    /// <param name="address">The address.</param>
    /// <param name="length">The shortest prefix of the address within which every address stands for the same: 0 to 32 or 128.</param>
    public TValue Find(ClientAddress address, out int length)
    {
        var starts = address.IsIPv4 ? _starts4 : _starts6;
        var at = Array.BinarySearch(starts, address.Bits);
        if (at < 0) at = ~at - 1;

        // The block must reach neither the last address before the range nor the first behind it.
        length = 0;
        if (at > 0) length = BitsShared(address.Bits, starts[at] - 1) + 1;
        if (at + 1 < starts.Length) length = Math.Max(length, BitsShared(address.Bits, starts[at + 1]) + 1);
        return (address.IsIPv4 ? _values4 : _values6)[at];
    }

    // An IPv4-mapped prefix counts as the IPv4 prefix it stands for, as such an address does; 96 of its bits say only that.
    private static int LengthOf(IPNetwork prefix) => prefix.BaseAddress.IsIPv4MappedToIPv6 ? prefix.PrefixLength - 96 : prefix.PrefixLength;

    private static int BitsShared(UInt128 left, UInt128 right) => (int)UInt128.LeadingZeroCount(left ^ right);

    private static (UInt128[] Starts, TValue[] Values) Flatten(IEnumerable<(UInt128 Bits, int Length, TValue Value)> prefixes)
    {
        // Sorted by start, wider first: walking it is walking the nesting. The stack holds the prefixes we are inside of;
        // OrderBy is stable, so of two equal prefixes the later is the inner one.
        var starts = new List<UInt128> { 0 };
        var values = new List<TValue> { default };
        var inside = new Stack<(UInt128 Last, TValue Value)>();
        inside.Push((UInt128.MaxValue, default));
        foreach (var (bits, length, value) in prefixes.OrderBy(item => item.Bits).ThenBy(item => item.Length))
        {
            var last = bits | (length == 0 ? UInt128.MaxValue : length == 128 ? 0 : UInt128.MaxValue >> length);
            Leave(bits);
            Mark(bits, value);
            inside.Push((last, value));
        }

        Leave(UInt128.MaxValue);
        return ([.. starts], [.. values]);

        void Leave(UInt128 next)
        {
            while (inside.Count > 1 && inside.Peek().Last < next)
            {
                var left = inside.Pop();
                if (left.Last != UInt128.MaxValue) Mark(left.Last + 1, inside.Peek().Value);
            }
        }

        void Mark(UInt128 start, TValue value)
        {
            if (starts[^1] == start)
            {
                starts.RemoveAt(starts.Count - 1);
                values.RemoveAt(values.Count - 1);
            }

            if (values.Count > 0 && values[^1].Equals(value)) return;
            starts.Add(start);
            values.Add(value);
        }
    }
}
