namespace GlobalLb.Steering.Places;

/// <summary>Counts places that differ: an address database has some thousands, at millions of networks.</summary>
internal sealed class PlaceNumbers
{
    private readonly Dictionary<Place, int> _numbers = new() { [default] = 0 };
    private readonly List<Place> _places = [default];

    /// <summary>The places by their numbers; 0 is nowhere.</summary>
    public Place[] ToArray() => [.. _places];

    /// <summary>The number of a place.</summary>
    public int Of(Place place)
    {
        if (_numbers.TryGetValue(place, out var number)) return number;
        _numbers.Add(place, number = _places.Count);
        _places.Add(place);
        return number;
    }
}
