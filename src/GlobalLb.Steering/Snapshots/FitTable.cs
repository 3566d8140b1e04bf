using System.Runtime.InteropServices;
using GlobalLb.Dns.Messages;
using GlobalLb.Steering.Places;

namespace GlobalLb.Steering.Snapshots;

/// <summary>
/// Which branches of a node that decides by place an address fits, best first: one look-up, whatever the node asks for. Neighbours that fit
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
    public static FitTable? Compile(PlaceSet set, PlaceTable places)
    {
        var branches = new List<int>();
        var ends = new List<int>();
        var byList = new Dictionary<string, ushort>().GetAlternateLookup<ReadOnlySpan<char>>();
        var room = new int[PlaceSet.MostFits];
        var prefixes = set.Prefixes.Table;
        var lists = !set.AsksForPlaces ? prefixes.Select(fit => Number(default, fit))
            : !prefixes.HasPrefixes ? places.Select(place => Number(place, 0))
            : places.Combine(prefixes, Number);
        return ends.Count > ushort.MaxValue ? null : new FitTable(lists, [.. branches], [.. ends]);

        ushort Number(Place place, int fit)
        {
            var list = room.AsSpan(0, set.List(fit, place, room));
            ReadOnlySpan<char> key = MemoryMarshal.Cast<int, char>(list);
            if (byList.TryGetValue(key, out var number) || ends.Count > ushort.MaxValue) return number;
            byList[key] = number = unchecked((ushort)ends.Count);
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
