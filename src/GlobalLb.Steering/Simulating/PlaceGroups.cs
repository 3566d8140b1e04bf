using System.Runtime.InteropServices;
using GlobalLb.Steering.Choosing;
using GlobalLb.Steering.Snapshots;

namespace GlobalLb.Steering.Simulating;

/// <summary>
/// Client places sorted into those that a policy cannot tell apart: a million places come to a few groups, each asked once. What
/// a policy tells apart is the order in which its geographic nodes try their branches, and nothing else of where a client is.
/// </summary>
internal sealed class PlaceGroups
{
    private readonly int[] _groupOf;
    private readonly List<PlaceGroup> _groups = [];

    private PlaceGroups(int[] groupOf, IReadOnlyList<ClientPlace> places)
    {
        _groupOf = groupOf;
        for (var i = 0; i < groupOf.Length; i++)
        {
            if (groupOf[i] == _groups.Count) _groups.Add(new PlaceGroup(i, 0, 0));
            ref var group = ref CollectionsMarshal.AsSpan(_groups)[groupOf[i]];
            group = group with { Count = group.Count + 1, Traffic = group.Traffic + places[i].Traffic };
        }
    }

    /// <summary>The groups, in the order of their first places.</summary>
    public IReadOnlyList<PlaceGroup> Groups => _groups;

    /// <summary>The group of a place, by their indexes.</summary>
    public int GroupOf(int place) => _groupOf[place];

    /// <summary>Sorts places by what some sets of two snapshots tell apart.</summary>
    public static PlaceGroups Of(IReadOnlyList<ClientPlace> places, IEnumerable<(Snapshot Snapshot, int Set)> sets)
    {
        var groupOf = new int[places.Count];
        foreach (var (snapshot, set) in sets) Split(groupOf, places, snapshot, set);
        return new PlaceGroups(groupOf, places);
    }

    // What was one group and is told apart now becomes several. They are counted in the order of the places.
    private static void Split(int[] groupOf, IReadOnlyList<ClientPlace> places, Snapshot snapshot, int set)
    {
        var lists = new Dictionary<string, int>();
        var byText = lists.GetAlternateLookup<ReadOnlySpan<char>>();
        var known = new Dictionary<(int Group, int List), int>();
        Span<int> room = stackalloc int[PlaceSet.MostFits];
        Span<char> text = stackalloc char[PlaceSet.MostFits * 2];
        for (var i = 0; i < groupOf.Length; i++)
        {
            // A list of numbers as characters: what dictionaries know how to look up without making anything.
            var fits = PlaceFits.Of(snapshot, set, places[i].Client, room);
            var octets = MemoryMarshal.Cast<int, char>(fits);
            octets.CopyTo(text);
            if (!byText.TryGetValue(text[..octets.Length], out var list)) lists.Add(text[..octets.Length].ToString(), list = lists.Count);
            ref var group = ref CollectionsMarshal.GetValueRefOrAddDefault(known, (groupOf[i], list), out var isKnown);
            if (!isKnown) group = known.Count - 1;
            groupOf[i] = group;
        }
    }
}
