using GlobalLb.Steering.Configuration;
using GlobalLb.Steering.Places;

namespace GlobalLb.Steering.Snapshots;

/// <summary>
/// Which vantages are near a client: the region of vantages that is nearest, as <see cref="NearestSet"/> finds it; none for a client who is
/// nowhere known.
/// </summary>
internal sealed class VantageSet(RegionCode[] regions, Coordinates[] points) : PlaceSet(PrefixFits.None)
{
    private readonly NearestSet _nearest = new(points, new int[points.Length], most: 1);

    public override string Word => "vantages";

    public override bool AsksForPlaces => true;

    /// <summary>The region of a branch.</summary>
    public RegionCode this[int branch] => regions[branch];

    /// <summary>How many regions there are.</summary>
    public int Count => regions.Length;

    /// <summary>The branch of a region; −1: it has none.</summary>
    public int Find(RegionCode region) => Array.IndexOf(regions, region);

    public override int List(int fit, Place place, Span<int> branches) => NearestSet.Locates(place) ? _nearest.List(fit, place, branches) : 0;

    public override string Explain(int branch, int fit, Place place) => _nearest.Explain(branch, fit, place);
}
