using System.Collections.Immutable;
using GlobalLb.Dns.Names;
using GlobalLb.Steering.Choosing;
using GlobalLb.Steering.Configuration;
using GlobalLb.Steering.Snapshots;

namespace GlobalLb.Steering.Simulating;

/// <summary>Makes one <see cref="Comparison"/>: names that share their policy are asked once, and so are places that it cannot tell apart.</summary>
internal sealed class Comparing
{
    // Below that it is how numbers are rounded.
    private const double Least = 1e-9;

    private readonly Snapshot _before, _after;
    private readonly ImmutableArray<ClientPlace> _places;
    private readonly List<List<Subject>> _policies;
    private readonly bool _tellsAll;
    private readonly double _unit;
    private readonly List<(int Name, Move Move)> _moves = [];
    private readonly Dictionary<RegionCode, (double Before, double After)> _loads = [];
    private readonly Dictionary<(RegionCode? From, RegionCode? To), double> _flows = [];
    private long _moved, _byFallback, _empty, _lost;

    public Comparing(Snapshot before, Snapshot after, ImmutableArray<ClientPlace> places)
    {
        (_before, _after, _places) = (before, after, places);
        var names = Subjects(before, after);
        Pairs = (long)names.Count * places.Length;
        _tellsAll = Pairs <= Comparison.MostPairs;
        _unit = 1 / (Math.Max(places.Sum(place => place.Traffic), double.Epsilon) * Math.Max(names.Count, 1));
        _policies = [.. names.GroupBy(subject => (subject.Before, subject.After)).Select(group => group.ToList())];
    }

    /// <summary>The number of pairs of steered name and client place.</summary>
    public long Pairs { get; }

    public void Run(IProgress<double>? progress)
    {
        var done = 0;
        foreach (var alike in _policies.GroupBy(subjects => string.Join(',', SetsOf(subjects[0]).Select(set => $"{(ReferenceEquals(set.Snapshot, _before) ? "" : "'")}{set.Set}"))))
        {
            var groups = PlaceGroups.Of(_places, SetsOf(alike.First()[0]));
            foreach (var subjects in alike)
            {
                Compare(subjects, groups);
                progress?.Report((double)++done / _policies.Count);
            }
        }
    }

    public Comparison ToComparison(ImmutableArray<Region> regions, double? traffic) => new()
    {
        Moves = [.. _moves.OrderBy(item => item.Name).Select(item => item.Move)],
        Pairs = Pairs,
        Moved = _moved,
        ByFallback = _byFallback,
        Empty = _empty,
        Lost = _lost,
        Regions = [.. regions.Select(region => new RegionLoad(
            region.Code, LoadOf(region).Before, LoadOf(region).After, RegionCapacity.Of(region), traffic))],
        Flows = [.. _flows.OrderByDescending(pair => pair.Value).Select(pair => new Flow(pair.Key.From, pair.Key.To, pair.Value))],
    };

    private static List<Subject> Subjects(Snapshot before, Snapshot after)
    {
        if (ReferenceEquals(before.SteeredNames, after.SteeredNames))
            return [.. before.SteeredNames.Select((name, index) => new Subject(index, name.Name, name.Policy, name.Policy))];
        var names = before.SteeredNames.Select(name => (name.Name, Before: (CompiledPolicy?)name.Policy, After: after.SteeredNames.Find(name.Name)?.Policy))
            .Concat(after.SteeredNames.Where(name => before.SteeredNames.Find(name.Name) is null).Select(name => (name.Name, Before: (CompiledPolicy?)null, After: (CompiledPolicy?)name.Policy)));
        return [.. names.Select((name, index) => new Subject(index, name.Name, name.Before, name.After))];
    }

    private (double Before, double After) LoadOf(Region region) => _loads.GetValueOrDefault(region.Code);

    private List<(Snapshot Snapshot, int Set)> SetsOf(Subject subject)
    {
        List<(Snapshot, int)> sets = [];
        if (subject.Before is { } before) sets.AddRange(PlaceFits.SetsOf(_before, before).Select(set => (_before, set)));
        if (subject.After is { } after && !(subject.Before == after && ReferenceEquals(_before.Geography, _after.Geography)))
            sets.AddRange(PlaceFits.SetsOf(_after, after).Select(set => (_after, set)));
        return sets;
    }

    private void Compare(List<Subject> subjects, PlaceGroups groups)
    {
        var (policyBefore, policyAfter) = (subjects[0].Before, subjects[0].After);
        var moves = new (Sharing Before, Sharing After)[groups.Groups.Count];
        for (var i = 0; i < moves.Length; i++)
        {
            var group = groups.Groups[i];
            var client = _places[group.First].Client;
            var old = policyBefore is { } before ? Sharing.Of(before, _before, client, before.HasIPv4) : Sharing.Nothing;
            var @new = policyAfter is { } after ? Sharing.Of(after, _after, client, after.HasIPv4) : Sharing.Nothing;
            moves[i] = (old, @new);
            Count(new Move(subjects[0].Name, "", old.Shares, @new.Shares), (long)group.Count * subjects.Count);
            Weigh(old, @new, group.Traffic * _unit * subjects.Count);
            if (!_tellsAll) Tell(subjects, group, moves[i]);
        }

        if (!_tellsAll) return;
        foreach (var subject in subjects)
        {
            for (var place = 0; place < _places.Length; place++)
            {
                var (old, @new) = moves[groups.GroupOf(place)];
                _moves.Add((subject.Index, new Move(subject.Name, _places[place].Name, old.Shares, @new.Shares)));
            }
        }
    }

    private void Tell(List<Subject> subjects, PlaceGroup group, (Sharing Before, Sharing After) outcome)
    {
        var place = group.Count == 1 ? _places[group.First].Name : $"{_places[group.First].Name} and {group.Count - 1} like it";
        foreach (var subject in subjects)
        {
            var move = new Move(subject.Name, place, outcome.Before.Shares, outcome.After.Shares, group.Count);
            if (move.IsMove || move.IsFallback || move.IsEmpty) _moves.Add((subject.Index, move));
        }
    }

    private void Count(Move move, long pairs)
    {
        var isLeft = move.IsFallback || move.IsEmpty;
        if (move.IsMove) _moved += pairs;
        if (move.IsFallback) _byFallback += pairs;
        if (move.IsEmpty) _empty += pairs;
        if (isLeft && !move.Before.Any(share => share.IsFallback || share.Region is null)) _lost += pairs;
    }

    // What a region loses goes to those that gain, in proportion to what they gain.
    private void Weigh(Sharing before, Sharing after, double traffic)
    {
        var nothing = 0.0;
        List<(RegionCode? Region, double Change)> changes = [];
        foreach (var region in before.Regions.Concat(after.Regions).Select(item => item.Region).Distinct())
        {
            double old = PartOf(region, before), @new = PartOf(region, after);
            var load = _loads.GetValueOrDefault(region);
            _loads[region] = (load.Before + (old * traffic), load.After + (@new * traffic));
            changes.Add((region, @new - old));
            nothing += old - @new;
        }

        changes.Add((null, nothing));
        var gained = changes.Where(item => item.Change > Least).Sum(item => item.Change);
        foreach (var loss in changes.Where(item => item.Change < -Least))
            foreach (var gain in changes.Where(item => item.Change > Least))
                _flows[(loss.Region, gain.Region)] = _flows.GetValueOrDefault((loss.Region, gain.Region)) - (loss.Change * gain.Change / gained * traffic);
    }

    private static double PartOf(RegionCode region, Sharing outcome) => outcome.Regions.FirstOrDefault(item => item.Region == region).Part;

    private sealed record Subject(int Index, DomainName Name, CompiledPolicy? Before, CompiledPolicy? After);
}
