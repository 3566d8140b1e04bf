using System.Net;
using System.Runtime.InteropServices;
using GlobalLb.Dns.Messages;

namespace GlobalLb.Steering.Places;

/// <summary>
/// Where addresses are. Prefixes lead to the number of a place: that is small, and there are far fewer places than networks.
/// Neighbours at the same place are one block; a look-up says how wide it is, and allocates nothing.
/// </summary>
public sealed class PlaceTable
{
    private readonly PrefixTable<int> _numbers;
    private readonly Place[] _places;

    internal PlaceTable(PrefixTable<int> numbers, PlaceNumbers places) => (_numbers, _places) = (numbers, places.ToArray());

    /// <summary>Nothing is known of any address.</summary>
    public static PlaceTable Empty { get; } = new(PrefixTable<int>.Empty, new PlaceNumbers());

    /// <summary>How many blocks of addresses in a row are elsewhere than their neighbours, both families together; at least 2.</summary>
    public int Count => _numbers.Count;

    /// <summary>How many places differ, with nowhere.</summary>
    public int PlaceCount => _places.Length;

    /// <summary>Whether any address is somewhere.</summary>
    public bool HasPrefixes => _numbers.HasPrefixes;

    /// <summary>Compiles prefixes in any order: the longest counts, and of two equal ones the later.</summary>
    public static PlaceTable Compile(IEnumerable<(IPNetwork Prefix, Place Place)> prefixes)
    {
        var places = new PlaceNumbers();
        return new PlaceTable(PrefixTable<int>.Compile(prefixes.Select(item => (item.Prefix, places.Of(item.Place)))), places);
    }

    /// <summary>Lays tables over one another: of each address, what the earlier say counts (<see cref="Place.Over"/>).</summary>
    public static PlaceTable Combine(IReadOnlyList<PlaceTable> tables) => tables.Count == 0 ? Empty : tables.Skip(1).Aggregate(tables[0], (over, under) => over.Over(under));

    /// <summary>Finds where an address is.</summary>
    /// <param name="address">The address.</param>
    /// <param name="length">The shortest prefix of the address within which every address is at the same place: 0 to 32 or 128.</param>
    public Place Find(ClientAddress address, out int length) => _places[_numbers.Find(address, out length)];

    /// <summary>This table laid over another: of each address, what this one says counts (<see cref="Place.Over"/>).</summary>
    public PlaceTable Over(PlaceTable under)
    {
        if (!HasPrefixes) return under;
        if (!under.HasPrefixes) return this;
        var places = new PlaceNumbers();
        var known = new Dictionary<(int Over, int Under), int>();
        return new PlaceTable(_numbers.Combine(under._numbers, Number), places);

        int Number(int upper, int lower)
        {
            ref var number = ref CollectionsMarshal.GetValueRefOrAddDefault(known, (upper, lower), out var isKnown);
            if (!isKnown) number = places.Of(_places[upper].Over(under._places[lower]));
            return number;
        }
    }

    /// <summary>The table of what each place becomes; asked once a place. It must be a pure function.</summary>
    internal PrefixTable<TOther> Select<TOther>(Func<Place, TOther> select)
        where TOther : struct, IEquatable<TOther>
    {
        var others = Array.ConvertAll(_places, place => select(place));
        return _numbers.Select(number => others[number]);
    }

    /// <summary>The table of what two tables say together; asked once for each pair of places. It must be a pure function.</summary>
    internal PrefixTable<TBoth> Combine<TBoth>(PlaceTable other, Func<Place, Place, TBoth> combine)
        where TBoth : struct, IEquatable<TBoth> => Combine(other._numbers, (place, number) => combine(place, other._places[number]));

    /// <summary>The table of what places and the values of prefixes become together; asked once for each pair. It must be a pure function.</summary>
    internal PrefixTable<TBoth> Combine<TBoth>(PrefixTable<int> other, Func<Place, int, TBoth> combine)
        where TBoth : struct, IEquatable<TBoth>
    {
        var known = new Dictionary<(int Number, int Other), TBoth>();
        return _numbers.Combine(other, (number, value) =>
        {
            ref var both = ref CollectionsMarshal.GetValueRefOrAddDefault(known, (number, value), out var isKnown);
            if (!isKnown) both = combine(_places[number], value);
            return both;
        });
    }
}
