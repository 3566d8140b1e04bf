using GlobalLb.Steering.Configuration;
using GlobalLb.Steering.Places;

namespace GlobalLb.Steering.Snapshots;

/// <summary>Makes the sets of nodes that decide by place, and counts those that differ: most nodes make the same of places.</summary>
internal sealed class PlaceSets(ConfigurationDocument document)
{
    private readonly Dictionary<string, int> _numbers = [];
    private readonly List<PlaceSet> _sets = [];
    private readonly Dictionary<PoolCode, RegionCode> _regionOf = document.Pools.ToDictionary(pool => pool.Code, pool => pool.Region);

    /// <summary>The sets by their numbers.</summary>
    public PlaceSet[] ToArray() => [.. _sets];

    /// <summary>The number of the set of the vantages whose word may count for clients near them first; −1: there are none.</summary>
    public int OfVantages()
    {
        RegionCode[] regions = [.. document.RegionsOfVantages()];
        return regions.Length == 0 ? -1 : Of($"vantages {string.Join(' ', regions)}", () => new VantageSet(regions, Array.ConvertAll(regions, PointOf)));
    }

    /// <summary>The number of the set of a node.</summary>
    public int Of(GeographicNode node) => Of(
        $"geographic {string.Join('|', node.Branches.Select(branch => $"{string.Join(' ', branch.Places)}{(branch.Fence ? " !" : "")}"))} {node.Otherwise is null} {node.IsClosed}",
        () => new GeographicSet(node));

    /// <summary>The number of the set of a node.</summary>
    public int Of(NearestNode node)
    {
        RegionCode[] regions = [.. node.Branches.Select(branch => branch.Region ?? RegionOf(branch.Node))];
        int[] biases = [.. node.Branches.Select(branch => branch.Bias)];
        var most = node.Most ?? regions.Length;
        return Of($"nearest {string.Join(' ', regions)} {string.Join(' ', biases)} {most}", () => new NearestSet(Array.ConvertAll(regions, PointOf), biases, most));
    }

    /// <summary>The number of the set of a node.</summary>
    public int Of(FastestNode node)
    {
        RegionCode[] regions = [.. node.Branches.Select(branch => branch.Region ?? RegionOf(branch.Node))];
        return Of($"fastest {string.Join(' ', regions)} {node.Band}", () => FastestSet.Of(regions, node.Band, document.Latencies));
    }

    private int Of(string key, Func<PlaceSet> make)
    {
        if (_numbers.TryGetValue(key, out var number)) return number;
        _numbers.Add(key, number = _sets.Count);
        _sets.Add(make());
        return number;
    }

    // What is validated has one.
    private RegionCode RegionOf(PolicyNode node) => _regionOf[document.NodesOf(node).OfType<PoolNode>().First().Pool];

    private Coordinates PointOf(RegionCode code) => document.FindRegion(code) is { } region ? new Coordinates(region.Latitude, region.Longitude) : default;
}
