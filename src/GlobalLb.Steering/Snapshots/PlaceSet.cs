using System.Net;
using GlobalLb.Steering.Configuration;
using GlobalLb.Steering.Places;

namespace GlobalLb.Steering.Snapshots;

/// <summary>
/// The places that a geographic node tells apart, and the branches they ask for; most nodes of a configuration share one. It says
/// which branches a client fits, best first: by prefix, longest first; by country; by continent; and last the branch for everyone.
/// </summary>
internal sealed class PlaceSet
{
    /// <summary>The most branches a client can fit: prefixes of every length, a country, a continent, and the last.</summary>
    public const int MostFits = 129 + 3;

    // What an address fits best, counted from 1, 0: no prefix; and of each the branch and the fit around it.
    private readonly PrefixTable<int> _prefixes;
    private readonly (int Branch, int Wider)[] _fits;

    // Countries, then continents: the order in which they are tried.
    private readonly (Place Place, int Branch)[] _places;
    private readonly int _last;

    public PlaceSet(GeographicNode node)
    {
        var matches = node.Branches.SelectMany((branch, index) => branch.Places.Select(place => (Place: place, Branch: index))).ToList();
        _prefixes = Nest(matches.Where(match => match.Place.Prefix is not null).Select(match => (match.Place.Prefix!.Value, match.Branch)), out _fits);
        _places =
        [
            .. matches.Where(match => match.Place.Country is not null).Select(match => (Place.OfCountry(match.Place.Country!), match.Branch)),
            .. matches.Where(match => match.Place.Continent is not null).Select(match => (Place.OfContinent(match.Place.Continent!), match.Branch)),
        ];
        _last = node.Branches.Length;
    }

    /// <summary>Which prefixes an address lies in, as a number; 0: in none.</summary>
    public PrefixTable<int> Prefixes => _prefixes;

    /// <summary>Whether it makes a difference in which country or continent a client is.</summary>
    public bool AsksForPlaces => _places.Length > 0;

    /// <summary>Writes the branches that fit, best first, each once.</summary>
    /// <param name="fit">What <see cref="Prefixes"/> has for the client.</param>
    /// <param name="place">Where the client is.</param>
    /// <param name="branches">Room for <see cref="MostFits"/>.</param>
    public int List(int fit, Place place, Span<int> branches)
    {
        var count = 0;
        for (; fit > 0; fit = _fits[fit - 1].Wider) Add(_fits[fit - 1].Branch, branches, ref count);
        if (place.IsKnown)
        {
            foreach (var (known, branch) in _places)
                if (place.IsIn(known)) Add(branch, branches, ref count);
        }

        Add(_last, branches, ref count);
        return count;
    }

    /// <summary>Says why a client fits one of its branches.</summary>
    public string Explain(int branch, int fit, Place place)
    {
        if (branch == _last) return "everyone else";
        for (; fit > 0; fit = _fits[fit - 1].Wider)
            if (_fits[fit - 1].Branch == branch) return $"its prefix asks for branch {branch + 1}";
        return $"{Array.Find(_places, known => known.Branch == branch && place.IsIn(known.Place)).Place} asks for branch {branch + 1}";
    }

    // A branch that had nothing for a client has nothing when it is asked once more.
    private static void Add(int branch, Span<int> branches, ref int count)
    {
        if (!branches[..count].Contains(branch)) branches[count++] = branch;
    }

    private static PrefixTable<int> Nest(IEnumerable<(IPNetwork Prefix, int Branch)> prefixes, out (int Branch, int Wider)[] fits)
    {
        // Widest first: what a prefix lies in is in the table before it. Prefixes of one branch in the same surroundings are one fit.
        var known = new Dictionary<(int Branch, int Wider), int>();
        var table = new List<(IPNetwork Prefix, int Fit)>();
        foreach (var (prefix, branch) in prefixes.OrderBy(item => item.Prefix.PrefixLength))
        {
            var wider = table.FindLast(item => item.Prefix.Contains(prefix.BaseAddress)).Fit;
            if (!known.TryGetValue((branch, wider), out var fit)) known.Add((branch, wider), fit = known.Count + 1);
            table.Add((prefix, fit));
        }

        fits = [.. known.OrderBy(pair => pair.Value).Select(pair => pair.Key)];
        return table.Count == 0 ? PrefixTable<int>.Empty : PrefixTable<int>.Compile(table);
    }
}
