using System.Runtime.InteropServices;
using GlobalLb.Dns.Messages;
using GlobalLb.Steering.Places;

namespace GlobalLb.Steering.Snapshots;

/// <summary>
/// Which branches of a geographic node an address fits, best first: one look-up, whatever the node asks for. Neighbours that fit
/// the same are one block, so that the block is as wide as the decision allows.
/// </summary>
internal sealed class FitTable
{
    private readonly PrefixTable<ushort> _lists;
    private readonly int[] _branches;
    private readonly int[] _ends;

    private FitTable(PrefixTable<ushort> lists, int[] branches, int[] ends) => (_lists, _branches, _ends) = (lists, branches, ends);

    /// <summary>How many blocks it has.</summary>
    public int Count => _lists.Count;

    /// <summary>Compiles a set for the places of a snapshot; null when it tells more apart than such a table can.</summary>
    public static FitTable? Compile(PlaceSet set, PrefixTable<Place> places)
    {
        var branches = new List<int>();
        var ends = new List<int>();
        var known = new Dictionary<(int Fit, Place Place), ushort>();
        var numbers = new Dictionary<string, ushort>();
        var room = new int[PlaceSet.MostFits];
        var lists = !set.Prefixes.HasPrefixes ? places.Select(place => Number(0, place))
            : !set.AsksForPlaces ? set.Prefixes.Select(fit => Number(fit, default))
            : places.Combine(set.Prefixes, (place, fit) => Number(fit, place));
        return ends.Count > ushort.MaxValue ? null : new FitTable(lists, [.. branches], [.. ends]);

        ushort Number(int fit, Place place)
        {
            ref var number = ref CollectionsMarshal.GetValueRefOrAddDefault(known, (fit, place), out var isKnown);
            if (isKnown) return number;
            var list = room.AsSpan(0, set.List(fit, place, room));
            var key = string.Join(' ', list.ToArray());
            if (numbers.TryGetValue(key, out number)) return number;
            numbers.Add(key, number = unchecked((ushort)ends.Count));
            branches.AddRange(list);
            ends.Add(branches.Count);
            return number;
        }
    }

    /// <summary>The branches that an address fits.</summary>
    /// <param name="address">The address.</param>
    /// <param name="length">For how wide a block around the address they are the same, in bits.</param>
    public ReadOnlySpan<int> Find(ClientAddress address, out int length)
    {
        var list = _lists.Find(address, out length);
        return _branches.AsSpan((list == 0 ? 0 : _ends[list - 1]).._ends[list]);
    }
}
