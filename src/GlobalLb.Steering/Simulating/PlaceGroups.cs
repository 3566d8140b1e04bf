using System.Runtime.InteropServices;
using GlobalLb.Steering.Snapshots;

namespace GlobalLb.Steering.Simulating;

/// <summary>
/// Client places sorted into those that a policy cannot tell apart: a million places come to a few groups, each asked once. What
/// a policy tells apart is the order in which its nodes try their branches for a place, and nothing else of where a client is.
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

    /// <summary>Sorts places by what some sets tell apart.</summary>
    /// <param name="places">The places.</param>
    /// <param name="sets">Each set with the clients as its snapshot places them.</param>
    public static PlaceGroups Of(IReadOnlyList<ClientPlace> places, IEnumerable<(PlacedClients Clients, PlaceSet Set)> sets)
    {
        var groupOf = new int[places.Count];
        foreach (var (clients, set) in sets) Split(groupOf, clients, set);
        return new PlaceGroups(groupOf, places);
    }

    // What was one group and is told apart now becomes several. They are counted in the order of the places.
    private static void Split(int[] groupOf, PlacedClients clients, PlaceSet set)
    {
        var lists = new Lists(set, clients);
        var known = new Dictionary<(int Group, int List), int>();
        for (var i = 0; i < groupOf.Length; i++)
        {
            ref var group = ref CollectionsMarshal.GetValueRefOrAddDefault(known, (groupOf[i], lists.Of(i)), out var isKnown);
            if (!isKnown) group = known.Count - 1;
            groupOf[i] = group;
        }
    }

    // The lists of branches that a set has for clients, as numbers; each is made once.
    private sealed class Lists(PlaceSet set, PlacedClients clients)
    {
        private const int NotYet = -1;

        private readonly bool _hasPrefixes = set.Prefixes.Table.HasPrefixes;
        private readonly int[] _ofPlaces = [.. Enumerable.Repeat(NotYet, clients.Distinct.Count)];
        private readonly Dictionary<(int Fit, int Place), int> _ofPrefixes = [];
        private readonly Dictionary<string, int> _numbers = [];
        private readonly int[] _room = new int[PlaceSet.MostFits];

        public int Of(int client)
        {
            var place = clients.Numbers[client];
            var asking = clients.Places[client].Client;
            var fit = _hasPrefixes && asking.Place is null ? set.Prefixes.Table.Find(asking.Address, out _) : 0;
            ref var list = ref _ofPlaces[place];
            if (fit > 0)
            {
                list = ref CollectionsMarshal.GetValueRefOrAddDefault(_ofPrefixes, (fit, place), out var isKnown);
                if (!isKnown) list = NotYet;
            }

            return list == NotYet ? list = Number(fit, place) : list;
        }

        private int Number(int fit, int place)
        {
            var branches = _room.AsSpan(0, set.List(fit, clients.Distinct[place], _room));
            var key = MemoryMarshal.Cast<int, char>(branches).ToString();
            if (!_numbers.TryGetValue(key, out var number)) _numbers.Add(key, number = _numbers.Count);
            return number;
        }
    }
}
