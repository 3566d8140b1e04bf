using System.Collections.Immutable;
using GlobalLb.Dns.Names;
using GlobalLb.Steering.Configuration;

namespace GlobalLb.Steering.Simulating;

/// <summary>Adds up what becomes of clients while two snapshots are compared.</summary>
internal sealed class Tallying(ImmutableArray<ClientPlace> places, int names)
{
    // Below that it is how numbers are rounded.
    private const double Least = 1e-9;

    private readonly double _unit = 1 / (Math.Max(places.Sum(place => place.Traffic), double.Epsilon) * Math.Max(names, 1));
    private readonly List<(int Name, Move Move)> _moves = [];
    private readonly Dictionary<RegionCode, (double Before, double After)> _loads = [];
    private readonly Dictionary<(RegionCode? From, RegionCode? To), double> _flows = [];
    private long _moved, _byFallback, _empty, _lost;

    /// <summary>Some names do this with a group of places.</summary>
    public void Count(int subjects, PlaceGroup group, Sharing before, Sharing after)
    {
        var move = new Move(DomainName.Root, "", before.Shares, after.Shares);
        var pairs = (long)group.Count * subjects;
        if (move.IsMove) _moved += pairs;
        if (move.IsFallback) _byFallback += pairs;
        if (move.IsEmpty) _empty += pairs;
        if ((move.IsFallback || move.IsEmpty) && !move.Before.Any(share => share.IsFallback || share.IsNothing)) _lost += pairs;
        Weigh(before, after, group.Traffic * _unit * subjects);
    }

    /// <summary>What becomes of the clients of one place.</summary>
    public void Tell(int name, Move move) => _moves.Add((name, move));

    /// <summary>The same of a whole group, when it is worth telling.</summary>
    public void TellGroup(int name, DomainName owner, PlaceGroup group, Sharing before, Sharing after)
    {
        var first = places[group.First].Name;
        var move = new Move(owner, group.Count == 1 ? first : $"{first} and {group.Count - 1} like it", before.Shares, after.Shares, group.Count);
        if (move.IsMove || move.IsFallback || move.IsEmpty) Tell(name, move);
    }

    public Comparison ToComparison(long pairs, ImmutableArray<Region> regions, double? traffic) => new()
    {
        Moves = [.. _moves.OrderBy(item => item.Name).Select(item => item.Move)],
        Pairs = pairs,
        Moved = _moved,
        ByFallback = _byFallback,
        Empty = _empty,
        Lost = _lost,
        Regions = [.. regions.Select(region => LoadOf(region, traffic))],
        Flows = [.. _flows.OrderByDescending(pair => pair.Value).Select(pair => new Flow(pair.Key.From, pair.Key.To, pair.Value))],
    };

    private RegionLoad LoadOf(Region region, double? traffic)
    {
        var (before, after) = _loads.GetValueOrDefault(region.Code);
        return new RegionLoad(region.Code, before, after, region.Capacity, traffic);
    }

    // What a region loses goes to those that gain, in proportion to what they gain.
    private void Weigh(Sharing before, Sharing after, double traffic)
    {
        var nothing = 0.0;
        List<(RegionCode? Region, double Change)> changes = [];
        foreach (var region in before.Regions.Concat(after.Regions).Select(item => item.Region).Distinct())
        {
            double old = before.PartOf(region), @new = after.PartOf(region);
            var load = _loads.GetValueOrDefault(region);
            _loads[region] = (load.Before + (old * traffic), load.After + (@new * traffic));
            changes.Add((region, @new - old));
            nothing += old - @new;
        }

        changes.Add((null, nothing));
        var gained = changes.Where(item => item.Change > Least).Sum(item => item.Change);
        foreach (var loss in changes.Where(item => item.Change < -Least))
        {
            foreach (var gain in changes.Where(item => item.Change > Least))
                _flows[(loss.Region, gain.Region)] = _flows.GetValueOrDefault((loss.Region, gain.Region)) - (loss.Change * gain.Change / gained * traffic);
        }
    }
}
