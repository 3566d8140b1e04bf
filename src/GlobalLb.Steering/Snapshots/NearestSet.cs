using GlobalLb.Steering.Places;

namespace GlobalLb.Steering.Snapshots;

/// <summary>
/// Branches by the way from the client to their regions, shortest first; of a client who is nowhere known, in the order written.
/// A bias of p percent shortens a way by p percent, a negative one lengthens it.
/// </summary>
internal sealed class NearestSet(Coordinates[] regions, int[] biases, int most) : PlaceSet(PrefixFits.None)
{
    private readonly Direction[] _regions = Array.ConvertAll(regions, Direction.Of);

    public override string Word => "nearest";

    public override bool AsksForPlaces => true;

    /// <summary>Whether it is known, or about known, where a place is.</summary>
    public static bool Locates(Place place) => Find(place) is not null;

    public override int List(int fit, Place place, Span<int> branches)
    {
        var client = Find(place);
        Span<double> ways = stackalloc double[MostFits];
        var count = 0;
        for (; count < _regions.Length; count++)
        {
            // Behind all that are as near: of equal ones the first written comes first.
            var way = client is { } point ? WayTo(count, point) : 0;
            var at = count;
            for (; at > 0 && ways[at - 1] > way; at--) (ways[at], branches[at]) = (ways[at - 1], branches[at - 1]);
            (ways[at], branches[at]) = (way, count);
        }

        return Math.Min(count, most);
    }

    public override string Explain(int branch, int fit, Place place)
    {
        if (Find(place) is not { } client) return $"branch {branch + 1} by the order written: nothing says where the client is";
        var about = place.Coordinates is null ? "about " : "";
        var bias = biases[branch] == 0 ? "" : FormattableString.Invariant($", with its bias of {biases[branch]} like {WayTo(branch, client):F0} km");
        return FormattableString.Invariant($"branch {branch + 1} is {about}{client.DistanceTo(_regions[branch]):F0} km away{bias}");
    }

    private static Direction? Find(Place place) => (place.Coordinates ?? Middles.Of(place)) is { } point ? Direction.Of(point) : null;

    private double WayTo(int branch, Direction client) => client.DistanceTo(_regions[branch]) * (100 - biases[branch]) / 100;
}
