using System.Net;
using System.Numerics;
using GlobalLb.Dns.Messages;

namespace GlobalLb.Steering.Places;

/// <summary>
/// Prefixes compiled to sorted ranges without overlap: the most specific prefix wins, equal neighbours are merged. A look-up
/// also says for how wide a block around the address its answer holds, and allocates nothing.
/// </summary>
/// <typeparam name="TValue">What a prefix stands for; its default stands for "no prefix".</typeparam>
public sealed class PrefixTable<TValue>
    where TValue : struct, IEquatable<TValue>
{
    private readonly Ranges4<TValue> _ipv4;
    private readonly Ranges6<TValue> _ipv6;

    internal PrefixTable(RangeBuilder<uint, TValue> ipv4, RangeBuilder<UInt128, TValue> ipv6)
    {
        _ipv4 = new Ranges4<TValue>(ipv4.Ranges.ToArray());
        _ipv6 = new Ranges6<TValue>(ipv6.Ranges);
    }

    /// <summary>No prefix at all.</summary>
    public static PrefixTable<TValue> Empty { get; } =
        new(new RangeBuilder<uint, TValue>(), new RangeBuilder<UInt128, TValue>());

    /// <summary>How many blocks of addresses in a row stand for something else than their neighbours, both families together; at least 2.</summary>
    public int Count => _ipv4.Count + _ipv6.Count;

    /// <summary>Whether anything stands for something.</summary>
    public bool HasPrefixes => Count > 2 || !_ipv4[0].Value.Equals(default) || !_ipv6[0].Value.Equals(default);

    /// <summary>Compiles prefixes in any order; of two equal ones the later wins.</summary>
    public static PrefixTable<TValue> Compile(IEnumerable<(IPNetwork Prefix, TValue Value)> prefixes)
    {
        var ipv4 = new PrefixNesting<uint, TValue>();
        var ipv6 = new PrefixNesting<UInt128, TValue>();
        foreach (var (prefix, value) in prefixes)
        {
            var address = ClientAddress.From(prefix.BaseAddress);
            if (!address.IsIPv4) ipv6.Add(address.Bits, prefix.PrefixLength, value);

            // An IPv4-mapped prefix counts as the IPv4 prefix it stands for, as such an address does; 96 of its bits say only that.
            else ipv4.Add(Bits4(address), prefix.BaseAddress.IsIPv4MappedToIPv6 ? prefix.PrefixLength - 96 : prefix.PrefixLength, value);
        }

        return new PrefixTable<TValue>(ipv4.ToRanges(), ipv6.ToRanges());
    }

    /// <summary>Finds what an address stands for.</summary>
    /// <param name="address">The address.</param>
    /// <param name="length">The shortest prefix of the address within which every address stands for the same: 0 to 32 or 128.</param>
    public TValue Find(ClientAddress address, out int length) =>
        address.IsIPv4 ? _ipv4.Find(Bits4(address), out length) : _ipv6.Find(address.Bits, out length);

    /// <summary>The table of what each value becomes. Neighbours that become the same are one block, and look-ups say so.</summary>
    /// <typeparam name="TOther">What a prefix stands for afterwards.</typeparam>
    /// <param name="select">Asked once a block, for the default too; it must be a pure function.</param>
    public PrefixTable<TOther> Select<TOther>(Func<TValue, TOther> select)
        where TOther : struct, IEquatable<TOther>
    {
        var ipv4 = new RangeBuilder<uint, TOther>();
        var ipv6 = new RangeBuilder<UInt128, TOther>();
        for (var i = 0; i < _ipv4.Count; i++) ipv4.Mark(_ipv4[i].Start, select(_ipv4[i].Value));
        for (var i = 0; i < _ipv6.Count; i++) ipv6.Mark(_ipv6[i].Start, select(_ipv6[i].Value));
        return new PrefixTable<TOther>(ipv4, ipv6);
    }

    /// <summary>The table of what the values of two tables become together, such as one laid over the other.</summary>
    /// <typeparam name="TOther">What a prefix stands for in the other table.</typeparam>
    /// <typeparam name="TBoth">What a prefix stands for afterwards.</typeparam>
    /// <param name="other">The other table.</param>
    /// <param name="combine">Asked once a block, for the defaults too; it must be a pure function.</param>
    public PrefixTable<TBoth> Combine<TOther, TBoth>(PrefixTable<TOther> other, Func<TValue, TOther, TBoth> combine)
        where TOther : struct, IEquatable<TOther>
        where TBoth : struct, IEquatable<TBoth>
    {
        Ranges4<TOther> other4 = other._ipv4;
        Ranges6<TOther> other6 = other._ipv6;
        return new PrefixTable<TBoth>(
            Merge(_ipv4.Count, i => _ipv4[i].Start, other4.Count, i => other4[i].Start, (l, r) => combine(_ipv4[l].Value, other4[r].Value)),
            Merge(_ipv6.Count, i => _ipv6[i].Start, other6.Count, i => other6[i].Start, (l, r) => combine(_ipv6[l].Value, other6[r].Value)));
    }

    /// <summary>All blocks of addresses that stand for the same, in order: IPv4, then IPv6.</summary>
    internal IEnumerable<(ClientAddress First, ClientAddress Last, TValue Value)> Blocks()
    {
        const int Shift = 96;
        for (var i = 0; i < _ipv4.Count; i++)
        {
            var last = i + 1 < _ipv4.Count ? _ipv4[i + 1].Start - 1 : uint.MaxValue;
            yield return (new ClientAddress((UInt128)_ipv4[i].Start << Shift, true), new ClientAddress((UInt128)last << Shift, true), _ipv4[i].Value);
        }

        for (var i = 0; i < _ipv6.Count; i++)
            yield return (new ClientAddress(_ipv6[i].Start, false), new ClientAddress(i + 1 < _ipv6.Count ? _ipv6[i + 1].Start - 1 : UInt128.MaxValue, false), _ipv6[i].Value);
    }

    private static uint Bits4(ClientAddress address) => (uint)(address.Bits >> 96);

    // Two rows of ranges side by side: what they are together can only change where a range of one of them begins.
    private static RangeBuilder<TBits, TBoth> Merge<TBits, TBoth>(int lefts, Func<int, TBits> startOfLeft, int rights, Func<int, TBits> startOfRight, Func<int, int, TBoth> combine)
        where TBits : unmanaged, INumber<TBits>
        where TBoth : struct, IEquatable<TBoth>
    {
        var merged = new RangeBuilder<TBits, TBoth>();
        for (int left = 0, right = 0; ;)
        {
            merged.Mark(TBits.Max(startOfLeft(left), startOfRight(right)), combine(left, right));
            bool isLeftOver = left + 1 == lefts, isRightOver = right + 1 == rights;
            if (isLeftOver && isRightOver) return merged;
            var order = isLeftOver ? 1 : isRightOver ? -1 : startOfLeft(left + 1).CompareTo(startOfRight(right + 1));
            if (order <= 0) left++;
            if (order >= 0) right++;
        }
    }
}
