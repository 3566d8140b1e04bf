using GlobalLb.Steering.Configuration;

namespace GlobalLb.Benchmarks.Workloads;

/// <summary>
/// What every server under comparison serves: one zone with static names, names steered by continent and weighted names. The
/// first of each kind, <c>www</c> and <c>w</c>, are always there; <c>g0</c>, <c>w0</c> and so on when many are asked for.
/// </summary>
/// <param name="steeredNames">How many steered names there are beside <c>www</c> and <c>w</c>, half of each kind.</param>
internal sealed class Workload(int steeredNames)
{
    /// <summary>The zone.</summary>
    public const string Zone = "bench.example";

    /// <summary>The number of static names: <c>s0</c> and so on.</summary>
    public const int StaticCount = 500;

    /// <summary>Seconds a static answer lives.</summary>
    public const int StaticTtl = 300;

    /// <summary>Seconds a steered answer lives.</summary>
    public const int SteeredTtl = 30;

    /// <summary>The numbers of the SOA record: serial, refresh, retry, expire, minimum.</summary>
    public const string AuthorityNumbers = "1 7200 1800 259200 900";

    // gdnsd's start grows with the square of its resources, so names share them from here on, in every server alike.
    private const int MostDistinct = 1000;

    /// <summary>The regions, by the continents they are for; clients from elsewhere belong to the first.</summary>
    public static IReadOnlyList<string> Regions { get; } = ["NA", "SA", "EU", "AS", "OC"];

    /// <summary>Where a region's clients go, best first: indexes of <see cref="Regions"/>.</summary>
    public static IReadOnlyList<int[]> Orders { get; } = [[0, 1, 2], [1, 0, 2], [2, 0, 3], [3, 4, 2], [4, 3, 0]];

    /// <summary>The weights of the four addresses of a weighted name.</summary>
    public static IReadOnlyList<int> Weights { get; } = [40, 30, 20, 10];

    /// <summary>The number of steered names beside <c>www</c> and <c>w</c>.</summary>
    public int SteeredNames { get; } = steeredNames;

    /// <summary>The names steered by continent, without the zone.</summary>
    public IEnumerable<string> GeographicNames => Enumerable.Range(0, SteeredNames / 2).Select(i => $"g{i}").Prepend("www");

    /// <summary>The weighted names, without the zone.</summary>
    public IEnumerable<string> WeightedNames => Enumerable.Range(0, SteeredNames / 2).Select(i => $"w{i}").Prepend("w");

    /// <summary>How many sets of addresses the names of one kind have between them.</summary>
    public int DistinctCount => Math.Min((SteeredNames / 2) + 1, MostDistinct);

    /// <summary>Which set of addresses the name at an index has.</summary>
    public int SetOf(int name) => name % DistinctCount;

    /// <summary>The address of a static name.</summary>
    public static string StaticAddress(int index) => Address(50, index);

    /// <summary>The two addresses of a set in a region.</summary>
    public static string[] GeographicAddresses(int set, int region) => [Address(20 + (2 * region), set), Address(21 + (2 * region), set)];

    /// <summary>The four addresses of a weighted set.</summary>
    public static string[] WeightedAddresses(int set) => [.. Enumerable.Range(40, 4).Select(first => Address(first, set))];

    /// <summary>A continent as operators of ours write it.</summary>
    public static PlaceMatch Continent(int region) =>
        PlaceMatch.TryParse($"continent:{Regions[region]}", out var place, out var problem) ? place : throw new InvalidOperationException(problem);

    private static string Address(int first, int index) => $"{first}.{index >> 16}.{(index >> 8) & 255}.{index & 255}";
}
