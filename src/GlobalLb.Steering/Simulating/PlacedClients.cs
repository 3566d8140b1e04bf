using GlobalLb.Steering.Places;
using GlobalLb.Steering.Snapshots;

namespace GlobalLb.Steering.Simulating;

/// <summary>Where client places are by a snapshot, looked up once: very many are in few places.</summary>
internal sealed class PlacedClients
{
    private readonly int[] _numbers;
    private readonly List<Place> _distinct = [];

    public PlacedClients(IReadOnlyList<ClientPlace> places, Snapshot snapshot)
    {
        Places = places;
        _numbers = new int[places.Count];
        var known = new Dictionary<Place, int>();
        for (var i = 0; i < _numbers.Length; i++)
        {
            var place = places[i].Client.PlaceIn(snapshot);
            if (!known.TryGetValue(place, out _numbers[i]))
            {
                known.Add(place, _numbers[i] = _distinct.Count);
                _distinct.Add(place);
            }
        }
    }

    /// <summary>The client places.</summary>
    public IReadOnlyList<ClientPlace> Places { get; }

    /// <summary>Where any of them is, each once.</summary>
    public IReadOnlyList<Place> Distinct => _distinct;

    /// <summary>Where each is: an index of <see cref="Distinct"/>, by its own.</summary>
    public ReadOnlySpan<int> Numbers => _numbers;
}
