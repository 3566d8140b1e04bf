using GlobalLb.Steering.Configuration;
using GlobalLb.Steering.Places;

namespace GlobalLb.Steering.Snapshots;

/// <summary>
/// The branches that ask for a place: by prefix, longest first; by the operator's network, subdivision, country, continent; and
/// last the branch for everyone. A fence ends the list: whom it holds goes nowhere else.
/// </summary>
internal sealed class GeographicSet : PlaceSet
{
    // By one part of a place.
    private readonly Dictionary<Place, int> _branches = [];
    private readonly bool[] _areFences;
    private readonly bool _hasLast, _isClosed;

    public GeographicSet(GeographicNode node)
        : base(new PrefixFits(Matches(node).Where(match => match.Place.Prefix is not null).Select(match => (match.Place.Prefix!.Value, match.Branch))))
    {
        foreach (var (match, branch) in Matches(node))
            if (Place.Of(match) is { IsKnown: true } place) _branches.TryAdd(place.MostSpecific, branch);

        _areFences = [.. node.Branches.Select(branch => branch.Fence)];
        _hasLast = node.Otherwise is not null;
        _isClosed = node.IsClosed;
    }

    public override string Word => "geographic";

    public override bool AsksForPlaces => _branches.Count > 0;

    public override int List(int fit, Place place, Span<int> branches)
    {
        var count = 0;
        for (; fit > 0; fit = Prefixes.Around(fit))
            if (Ends(Prefixes.ValueOf(fit), branches, ref count)) return count;
        for (var part = 0; part < Place.PartCount; part++)
            if (_branches.TryGetValue(place.Part(part), out var branch) && Ends(branch, branches, ref count)) return count;
        if (_hasLast) branches[count++] = _areFences.Length;
        return count;
    }

    public override bool HasFences => _isClosed || _areFences.Contains(true);

    public override bool IsFence(int branch) => branch < _areFences.Length ? _areFences[branch] : _isClosed;

    public override string Explain(int branch, int fit, Place place)
    {
        if (branch == _areFences.Length) return _isClosed ? "everyone else, who is kept out" : "everyone else";
        var fence = _areFences[branch] ? ", and is a fence" : "";
        for (; fit > 0; fit = Prefixes.Around(fit))
            if (Prefixes.ValueOf(fit) == branch) return $"its prefix asks for branch {branch + 1}{fence}";
        for (var part = 0; part < Place.PartCount; part++)
            if (_branches.TryGetValue(place.Part(part), out var known) && known == branch) return $"{place.Part(part)} asks for branch {branch + 1}{fence}";
        return $"branch {branch + 1}";
    }

    private static IEnumerable<(PlaceMatch Place, int Branch)> Matches(GeographicNode node) =>
        node.Branches.SelectMany((branch, index) => branch.Places.Select(place => (place, index)));

    // A branch that had nothing for a client has nothing when it is asked once more.
    private bool Ends(int branch, Span<int> branches, ref int count)
    {
        if (!branches[..count].Contains(branch)) branches[count++] = branch;
        return _areFences[branch];
    }
}
