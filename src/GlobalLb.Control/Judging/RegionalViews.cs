using System.Collections.Frozen;
using System.Collections.Immutable;
using GlobalLb.Steering.Configuration;
using GlobalLb.Steering.Health;

namespace GlobalLb.Control.Judging;

/// <summary>What the vantages near each region take away from clients near them; each region by itself.</summary>
internal sealed class RegionalViews
{
    private readonly SortedDictionary<string, NearWithdrawing> _regions = new(StringComparer.Ordinal);

    /// <summary>Whether time alone may change them.</summary>
    public bool IsPending => _regions.Values.Any(region => region.IsPending);

    /// <summary>Forgets all.</summary>
    public void Clear() => _regions.Clear();

    /// <summary>Begins with what was published before.</summary>
    public void Believe(ImmutableArray<RegionalView> believed)
    {
        foreach (var view in believed) Of(view.Region).Believe(view);
    }

    /// <summary>Decides what they are.</summary>
    /// <param name="tracked">All endpoints, after what is found and published of them for all was decided.</param>
    /// <param name="scene">What all regions share.</param>
    /// <param name="held">Takes what is held back, as sentences.</param>
    /// <param name="tell">Takes what changed, by the region of the vantages: down, or up when it is as for all again.</param>
    public ImmutableArray<RegionalView> Judge(
        IReadOnlyDictionary<EndpointCode, Tracked> tracked, NearScene scene, List<string> held, Action<RegionCode, EndpointCode, EndpointHealth> tell)
    {
        foreach (var region in tracked.Values.SelectMany(each => each.Near).Select(near => near.Region).Distinct().ToList()) Of(region);
        var views = ImmutableArray.CreateBuilder<RegionalView>();
        foreach (var (code, region) in _regions)
        {
            region.Judge(tracked, scene, held, (endpoint, health) => tell(new(code), endpoint, health));
            if (region.Down.Count > 0) views.Add(new RegionalView(new(code), region.Down.ToFrozenDictionary()));
        }

        return views.ToImmutable();
    }

    /// <summary>Whether two tables have the same ones.</summary>
    public static bool AreSame(ImmutableArray<RegionalView> one, ImmutableArray<RegionalView> other) =>
        one.Length == other.Length && one.Zip(other).All(pair => pair.First.SaysTheSameAs(pair.Second));

    private NearWithdrawing Of(RegionCode region)
    {
        if (!_regions.TryGetValue(region.Value, out var known)) _regions.Add(region.Value, known = new NearWithdrawing(region));
        return known;
    }
}
