using System.Collections.Immutable;
using System.Runtime.InteropServices;
using GlobalLb.Dns.Messages;
using GlobalLb.Steering.Choosing;
using GlobalLb.Steering.Places;
using GlobalLb.Steering.Snapshots;

namespace GlobalLb.Steering.Simulating;

/// <summary>Clients whom neither of two databases of places tells apart, nor any prefix that a policy names.</summary>
/// <param name="Client">One of them, who speaks for all.</param>
/// <param name="Of">Their kind: <c>IPv4</c>, <c>IPv6</c> or <c>observed</c>.</param>
/// <param name="Before">The country they are in, for people.</param>
/// <param name="After">The country the other database has them in.</param>
/// <param name="Part">Which part of the clients of their kind they are.</param>
/// <param name="Examples">The widest prefixes of them.</param>
internal sealed record PlacedBlocks(ClientPlace Client, string Of, string Before, string After, double Part, ImmutableArray<PlaceExample> Examples)
{
    private const int MostExamples = 5;

    // What blocks stand for that nothing can happen to: nobody places them, or both databases in the same way.
    private const int Nowhere = 0, Same = 1;

    /// <summary>Those that were observed.</summary>
    public static List<PlacedBlocks> OfTraffic(ImmutableArray<ClientPlace> observed, Snapshot before, Snapshot after)
    {
        var all = observed.Sum(client => client.Traffic);
        return [.. observed.Select(client => new PlacedBlocks(
            client, "observed", Country(client.Client.PlaceIn(before)), Country(client.Client.PlaceIn(after)), client.Traffic / all, [new PlaceExample(client.Name, client.Traffic / all)]))];
    }

    /// <summary>All addresses that either database places, each weighing the same; those that both place alike are one block.</summary>
    /// <param name="before">One database.</param>
    /// <param name="after">The other.</param>
    /// <param name="sets">What policies ask of places.</param>
    public static List<PlacedBlocks> OfAddresses(Snapshot before, Snapshot after, IEnumerable<int> sets)
    {
        var pairs = new List<(Place Before, Place After)> { default, default };
        var table = before.Places.Combine(after.Places, (old, @new) =>
        {
            if (old == @new) return old.IsKnown ? Same : Nowhere;
            pairs.Add((old, @new));
            return pairs.Count - 1;
        });
        var kinds = new Kinds(pairs);
        return Collect(table.Combine(Written(before, sets), kinds.Of), kinds);
    }

    /// <summary>A few that are the widest.</summary>
    public static ImmutableArray<PlaceExample> Largest(IEnumerable<PlaceExample> examples) => [.. examples.OrderByDescending(example => example.Part).Take(MostExamples)];

    private static List<PlacedBlocks> Collect(PrefixTable<int> table, Kinds kinds)
    {
        var found = new Dictionary<(bool IsIPv4, int Kind), Found>();
        foreach (var (first, last, kind) in table.Blocks())
        {
            if (kind == Nowhere) continue;
            ref var at = ref CollectionsMarshal.GetValueRefOrAddDefault(found, (first.IsIPv4, kind), out _);
            (at ??= new Found()).Add(first, last);
        }

        var (all4, all6) = (found.Where(item => item.Key.IsIPv4).Sum(item => item.Value.Count), found.Where(item => !item.Key.IsIPv4).Sum(item => item.Value.Count));
        return [.. found.OrderBy(item => !item.Key.IsIPv4).ThenBy(item => item.Key.Kind).Select(item =>
        {
            var (isIPv4, all) = (item.Key.IsIPv4, item.Key.IsIPv4 ? all4 : all6);
            var (before, after) = kinds.PlacesOf(item.Key.Kind);
            return new PlacedBlocks(
                new ClientPlace("", new Client(item.Value.Widest[0].First, IsMany: true)), isIPv4 ? "IPv4" : "IPv6", Country(before), Country(after), item.Value.Count / all,
                [.. item.Value.Widest.Select(block => new PlaceExample(WidestPrefix(block.First, block.Last), block.Count / all))]);
        })];
    }

    // Policies name few prefixes, each in few places: told apart is what all of them say together.
    private static PrefixTable<int> Written(Snapshot snapshot, IEnumerable<int> sets)
    {
        var written = PrefixTable<int>.Empty;
        foreach (var prefixes in sets.Select(set => snapshot.Geography.Set(set).Prefixes.Table).Where(table => table.HasPrefixes).Distinct())
        {
            var known = new Dictionary<(int, int), int> { [(0, 0)] = 0 };
            written = written.Combine(prefixes, (one, other) => known.TryGetValue((one, other), out var number) ? number : known[(one, other)] = known.Count);
        }

        return written;
    }

    private static string Country(Place place) =>
        place.CountryCode ?? (place.ContinentCode is { } continent ? $"continent {continent}" : place.Asn != 0 ? $"AS{place.Asn}" : place.IsKnown ? "a point" : "nowhere");

    private static string WidestPrefix(ClientAddress first, ClientAddress last)
    {
        // The longest common prefix of the ends if it is all of them; else the widest that begins within.
        var unused = 128 - first.Length;
        UInt128 start = first.Bits >> unused, end = last.Bits >> unused;
        var size = end - start;
        for (var zeros = size == UInt128.MaxValue ? 128 : (int)UInt128.Log2(size + 1); zeros >= 0; zeros--)
        {
            if (zeros == 128) return "::/0";
            var step = UInt128.One << zeros;
            var from = (start + step - 1) & ~(step - 1);
            if (from >= start && from <= end && end - from >= step - 1) return $"{new ClientAddress(from << unused, first.IsIPv4)}/{first.Length - zeros}";
        }

        return $"{first}/{first.Length}";
    }

    /// <summary>The pairs of places within each of the prefixes that policies name.</summary>
    private sealed class Kinds(List<(Place Before, Place After)> pairs)
    {
        private readonly List<int> _pairOf = [Nowhere, Same];
        private readonly Dictionary<(int Pair, int Written), int> _known = [];

        public int Of(int pair, int written)
        {
            if (pair <= Same) return pair;
            ref var kind = ref CollectionsMarshal.GetValueRefOrAddDefault(_known, (pair, written), out var isKnown);
            if (isKnown) return kind;
            _pairOf.Add(pair);
            return kind = _pairOf.Count - 1;
        }

        public (Place Before, Place After) PlacesOf(int kind) => pairs[_pairOf[kind]];
    }

    private sealed class Found
    {
        public double Count { get; private set; }

        /// <summary>The widest blocks, widest first.</summary>
        public List<(ClientAddress First, ClientAddress Last, double Count)> Widest { get; } = [];

        public void Add(ClientAddress first, ClientAddress last)
        {
            var count = (double)((last.Bits - first.Bits) >> (128 - first.Length)) + 1;
            Count += count;
            if (Widest.Count == MostExamples && Widest[^1].Count >= count) return;
            var at = Widest.FindIndex(block => block.Count < count);
            Widest.Insert(at < 0 ? Widest.Count : at, (first, last, count));
            if (Widest.Count > MostExamples) Widest.RemoveAt(MostExamples);
        }
    }
}
